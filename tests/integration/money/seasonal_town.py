"""A town whose pier has a name in each language, with the city's prices, and those who want its berths."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from harbors.access.commands import act_as_system
from harbors.access.records import NOBODY
from harbors.applications.commands import submit_application
from harbors.applications.records import Submitted
from harbors.invoices.commands import name_payee
from harbors.invoices.rules import PayeeForm
from harbors.offers.commands import set_terms
from harbors.offers.records import OfferTerms
from harbors.organisations.commands import register_organisation, verify_representation
from harbors.organisations.records import OrganisationId
from harbors.places.commands import load_catalogue
from harbors.places.records import HarborId, PlaceId
from harbors.prices.commands import set_payer_group
from harbors.prices.records import PayerGroup
from harbors.rounds.commands import create_round
from harbors.rounds.records import PriorityClass, RoundId, RoundKind, Season
from harbors.seasons.commands import set_season
from harbors.seasons.records import Renewing, SeasonDraft, SeasonId
from harbors.sql import Connection
from harbors.storage_notices import commands as storing
from harbors.storage_notices.records import StorageTerms
from harbors.switching.policies import set_refund_rule
from harbors.switching.records import RefundKind, RefundRule
from harbors.text import Language, Translated
from tests import harbor_town as at
from tests import winter_town as winter
from tests.cast import CAST, settle
from tests.price_lists import berths, publish, storage
from tests.signed_in import CHANCE

PIER = Translated(fi="Pitkäranta", sv="Långstrand", en="Longshore")
QUAY = Translated(fi="Laituri", sv="Kajen", en="Quayside")
LONG = HarborId(at.key("harbor", "long"))
WIDE = at.berth("quay", "Q", 1)
# Residents come first, then those of Espoo, then everybody else: who is given a place is no matter of luck.
CLASSES = tuple(
    PriorityClass(number, at.text(who), at.text(who), towns)
    for number, (who, towns) in enumerate(
        (("Residents", frozenset({"helsinki"})), ("Neighbours", frozenset({"espoo"})), ("Others", None)), 1
    )
)
ROUND = replace(
    at.A_ROUND,
    rules=replace(at.A_ROUND.rules, classes=CLASSES),
    id=RoundId(at.key("round", "season")),
    code="season",
    upgrades_until=datetime.fromisoformat("2027-06-24T12:00:00+00:00"),
)
TERMS = OfferTerms(offer_days=14, grace_days=7)
NEXT = Season(date(2028, 6, 10), date(2028, 9, 14))
RENEWING = Renewing(sent_on=date(2027, 12, 1), due_on=date(2028, 1, 8), grace_days=7)
PAYEE = PayeeForm(name="City", iban="FI2112345600000785", bic="NDEAFIHH")
FI, SV, EN = Language.FI, Language.SV, Language.EN


@dataclass(frozen=True, slots=True)
class Wants:
    """Who wants a berth of the long pier: the eight residents are given one, others wait; ``who`` acts for it."""

    language: Language
    municipality: str = "helsinki"
    who: str = "nobody"
    group: PayerGroup = PayerGroup.PRIVATE


PEOPLE = {
    "anna": Wants(FI),
    "bjorn": Wants(SV),
    "carol": Wants(EN),
    "daavid": Wants(FI),
    "eva": Wants(SV),
    "henry": Wants(EN),
    "pelastajat": Wants(SV, who="victim", group=PayerGroup.NON_BILLABLE),
    "firma": Wants(EN, who="stranger", group=PayerGroup.COMPANY),
    "fiona": Wants(EN, "espoo"),
    "ilta": Wants(FI, "espoo"),
    "gosta": Wants(SV, "vantaa"),
}
_BUSINESS_IDS = {PayerGroup.NON_BILLABLE: "1234567-1", PayerGroup.COMPANY: "2345678-0"}


def address(name: str) -> str:
    return f"{name}@example.org"


def berth(number: int) -> PlaceId:
    """A berth of the long pier, three metres wide, from 1 to 8."""
    return at.berth("long", "L", number)


async def furnish(connection: Connection) -> None:
    """The pier, winter storage, prices, terms and a payee; acts as the system from here on."""
    town = at.catalogue((at.Row("long", "L", 8), at.Row("quay", "Q", 1, width_mm=4_000)))
    named = tuple(replace(harbor, name=PIER if harbor.id == LONG else QUAY) for harbor in town.harbors)
    await settle(connection)
    await load_catalogue(connection, replace(town, harbors=named), now=at.OPENS)
    await load_catalogue(connection, winter.catalogue(), now=at.OPENS)
    await create_round(connection, ROUND, now=at.OPENS)
    await act_as_system(connection)
    await publish(connection, berths(), storage(winter.EAST, winter.MEADOW))
    await set_terms(connection, TERMS, provider_id=at.CITY, round_id=None, chance=CHANCE)
    await name_payee(connection, PAYEE, provider_id=at.CITY, now=at.OPENS, chance=CHANCE)
    rule = RefundRule(kind=RefundKind.DAYS, fee=Decimal("20.00"), valid_from=date(2027, 1, 1))
    await set_refund_rule(connection, rule, provider_id=at.CITY)
    terms = StorageTerms(usual_m2=Decimal("5.00"))
    await storing.set_terms(connection, terms, provider_id=at.CITY, now=at.OPENS)


async def organisation(connection: Connection, name: str, wants: Wants) -> OrganisationId:
    """An organisation for which somebody acts, as a handler of the city saw; staff say what it pays."""
    person_id = CAST[wants.who].person_id
    assert person_id is not None
    claim = await register_organisation(
        connection,
        name=name.capitalize(),
        business_id=_BUSINESS_IDS[wants.group],
        person_id=person_id,
        now=at.OPENS,
        chance=CHANCE,
    )
    await verify_representation(connection, representation_id=claim.id, reason="In the register.", now=at.OPENS)
    if wants.group is not PayerGroup.COMPANY:
        await set_payer_group(connection, claim.organisation_id, group=wants.group)
    return claim.organisation_id


async def apply(
    connection: Connection, name: str, wants: Wants, *, organisation_id: OrganisationId | None
) -> Submitted:
    """What one of the people asks for, as the one who acts."""
    applicant = replace(
        at.APPLICANT,
        first_name=name.capitalize(),
        email=address(name),
        phone=None,
        language=wants.language,
        municipality=wants.municipality,
    )
    boat = replace(at.BOAT, registration=name.upper()[:6])
    form = replace(at.a_form(at.harbor_of(LONG), applicant=applicant, boat=boat), organisation_id=organisation_id)
    person_id = (CAST[wants.who] if wants.who != "nobody" else NOBODY).person_id
    return await submit_application(
        connection, form, round_id=ROUND.id, now=at.DURING, chance=CHANCE, person_id=person_id
    )


async def tell_seasons(connection: Connection, *, now: datetime) -> SeasonId:
    """The season that ends and the next one, when its renewals are due; the one whose leases are renewed."""
    ids = []
    for days, renewing in ((ROUND.season, None), (NEXT, RENEWING)):
        told = SeasonDraft(kind=RoundKind.BERTH, days=days, renewing=renewing)
        ids.append((await set_season(connection, told, provider_id=at.CITY, now=now, chance=CHANCE)).id)
    return ids[0]
