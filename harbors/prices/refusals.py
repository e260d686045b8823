"""Knows the words for what has no price, and for price lists that cannot be."""

from collections.abc import Mapping
from datetime import date

from harbors.errors import Conflict, Invalid, NotFound, Problem, Refused
from harbors.prices.records import PriceListStatus
from harbors.text import Translated

_NO_PRICE = Translated(
    fi="Paikalle ei ole hintaa tälle kaudelle.",
    sv="Platsen har inget pris för säsongen.",
    en="The place has no price for this season.",
)
_NO_VAT_RATE = Translated(
    fi="Arvonlisäveron kantaa ei tunneta päivälle {day}.",
    sv="Mervärdesskattesatsen är inte känd för den {day}.",
    en="The rate of VAT is not known for {day}.",
)
_SERVICE = Translated(
    fi="Palvelua ei ole hinnastossa.",
    sv="Tjänsten finns inte i prislistan.",
    en="The service is not in the price list.",
)
_PLACE = Translated(fi="Paikkaa ei ole.", sv="Platsen finns inte.", en="There is no such place.")
_LIST = Translated(fi="Hinnastoa ei ole.", sv="Prislistan finns inte.", en="There is no such price list.")
_SUBSIDY = Translated(
    fi="Alennusta ei ole hinnastossa.",
    sv="Rabatten finns inte i prislistan.",
    en="The subsidy is not in the price list.",
)
_ORGANISATION = Translated(fi="Yhteisöä ei ole.", sv="Organisationen finns inte.", en="There is no such organisation.")
_OVERLAP = Translated(
    fi="Samaan aikaan on voimassa jo toinen hinnasto.",
    sv="En annan prislista gäller redan under samma tid.",
    en="Another price list holds for a part of the same time already.",
)
_BANDS = Translated(
    fi="Kaksi hintaa koskee samaa paikkaa.",
    sv="Två priser gäller samma plats.",
    en="Two prices are for the same place.",
)
_STANDS: Mapping[PriceListStatus, Translated] = {
    PriceListStatus.DRAFT: Translated(
        fi="Hinnasto on luonnos.", sv="Prislistan är ett utkast.", en="The price list is a draft."
    ),
    PriceListStatus.PUBLISHED: Translated(
        fi="Hinnasto on julkaistu.", sv="Prislistan är publicerad.", en="The price list has been published."
    ),
    PriceListStatus.WITHDRAWN: Translated(
        fi="Hinnasto on poistettu käytöstä.",
        sv="Prislistan är tagen ur bruk.",
        en="The price list has been withdrawn.",
    ),
}
_FAULTS: Mapping[str, Translated] = {
    "DATES_REVERSED": Translated(
        fi="Hinnaston on alettava ennen kuin se päättyy.",
        sv="Prislistan måste börja innan den slutar.",
        en="A price list must begin before it ends.",
    ),
    "PRODUCT_HAS_NO_LIST": Translated(
        fi="Tälle tuotteelle ei tehdä hinnastoa.",
        sv="För den här produkten görs ingen prislista.",
        en="There are no price lists for this product.",
    ),
    "NO_PRICES": Translated(
        fi="Hinnastossa ei ole hintoja.", sv="Prislistan har inga priser.", en="The price list has no prices."
    ),
    "PRICES_OF_ANOTHER_PRODUCT": Translated(
        fi="Hinnat eivät ole tämän tuotteen.",
        sv="Priserna är inte för den här produkten.",
        en="The prices are not those of this product.",
    ),
    "PRICE_OUT_OF_RANGE": Translated(
        fi="Hinta on sentteinä väliltä 0–1 000 000 €.",
        sv="Priset är i cent mellan 0 och 1 000 000 €.",
        en="A price is in cents from 0 to 1,000,000 €.",
    ),
    "WIDTHS_REVERSED": Translated(
        fi="Leveysluokan on alettava ennen kuin se päättyy.",
        sv="Breddklassen måste börja innan den slutar.",
        en="A band of widths must begin before it ends.",
    ),
    "TIER_UNKNOWN": Translated(
        fi="Laiturin hintaluokka on 1, 2 tai 3.",
        sv="Bryggans prisklass är 1, 2 eller 3.",
        en="The tier of a pier is 1, 2 or 3.",
    ),
    "AMOUNT_OR_PERCENTAGE": Translated(
        fi="Kerro joko summa tai prosentti.",
        sv="Ange antingen ett belopp eller en procent.",
        en="Tell an amount or a percentage: one of the two.",
    ),
    "PERCENTAGE_OUT_OF_RANGE": Translated(
        fi="Prosentti on väliltä 0–100.",
        sv="Procenten ligger mellan 0 och 100.",
        en="A percentage lies between 0 and 100.",
    ),
    "FACTOR_OUT_OF_RANGE": Translated(
        fi="Kerroin on väliltä 0–10.", sv="Faktorn ligger mellan 0 och 10.", en="A factor lies between 0 and 10."
    ),
    "NAME_REQUIRED": Translated(
        fi="Nimi ja peruste tarvitaan kolmella kielellä, kukin enintään 200 merkkiä.",
        sv="Namn och grund behövs på tre språk, vart och ett högst 200 tecken.",
        en="Name and ground are needed in three languages, each of 200 characters at most.",
    ),
    "OF_ANOTHER_PROVIDER": Translated(
        fi="Satama tai alue on toisen tarjoajan.",
        sv="Hamnen eller området är en annan leverantörs.",
        en="The harbor or area is another provider's.",
    ),
}


def no_price() -> Refused:
    """No price list that holds for the season has a price for the place."""
    return Refused(Problem("NO_PRICE", None, _NO_PRICE))


def no_vat_rate(day: date) -> Refused:
    """Nobody has told yet what VAT is on this day."""
    return Refused(Problem("NO_VAT_RATE", None, _NO_VAT_RATE.with_figures(day=f"{day:%-d.%-m.%Y}")))


def unknown_service() -> Invalid:
    """A service that the price list does not have."""
    return Invalid(Problem("SERVICE_UNKNOWN", "serviceIds", _SERVICE))


def unknown_place() -> NotFound:
    """No place or area has this id."""
    return NotFound(Problem("PLACE_UNKNOWN", "placeId", _PLACE))


def unknown_price_list() -> NotFound:
    """No price list has this id."""
    return NotFound(Problem("PRICE_LIST_UNKNOWN", "priceListId", _LIST))


def unknown_subsidy() -> NotFound:
    """The price list has no such subsidy."""
    return NotFound(Problem("SUBSIDY_UNKNOWN", "subsidyId", _SUBSIDY))


def unknown_organisation() -> NotFound:
    """No organisation has this id."""
    return NotFound(Problem("ORGANISATION_UNKNOWN", "organisationId", _ORGANISATION))


def price_fault(code: str, *, field: str | None) -> Problem:
    """What a price list cannot be."""
    return Problem(code, field, _FAULTS[code])


def price_list_stands(status: PriceListStatus) -> Refused:
    """A list that stands there does not go where it was to go: ``PRICE_LIST_DRAFT``, ``PRICE_LIST_PUBLISHED`` ..."""
    return Refused(Problem(f"PRICE_LIST_{status}", "priceListId", _STANDS[status]))


def price_lists_overlap() -> Conflict:
    """Another list of the provider holds for a part of the same time."""
    return Conflict(Problem("PRICE_LISTS_OVERLAP", "validFrom", _OVERLAP))


def bands_overlap() -> Conflict:
    """Two prices of a list are for the same place."""
    return Conflict(Problem("PRICES_OVERLAP", "berthPrices", _BANDS))
