"""Knows the words for what cannot be done with an exchange."""

from collections.abc import Mapping

from harbors.errors import NotFound, Problem, Refused
from harbors.text import Translated

_UNKNOWN = Translated(
    fi="Vaihtoa ei ole, tai se ei ole sinun.",
    sv="Bytet finns inte, eller är inte ditt.",
    en="There is no such exchange, or it is not yours.",
)
_OVER = Translated(
    fi="Vaihtoehdotus ei ole enää voimassa.",
    sv="Bytesförslaget gäller inte längre.",
    en="The exchange is no longer proposed.",
)


def unknown_exchange() -> NotFound:
    """No exchange has this id, or it is somebody else's: the answer does not tell which."""
    return NotFound(Problem("EXCHANGE_UNKNOWN", "exchangeId", _UNKNOWN))


def exchange_over() -> Refused:
    """What is done or has failed is answered no more."""
    return Refused(Problem("EXCHANGE_OVER", "exchangeId", _OVER))


_SWAPS: Mapping[str, Translated] = {
    "SWAPS_NOT_ALLOWED": Translated(
        fi="Tässä paikoista ei voi sopia keskenään vaihtoa.",
        sv="Här kan innehavare inte byta platser sinsemellan.",
        en="Holders cannot swap places here.",
    ),
    "SWAP_IMPOSSIBLE": Translated(
        fi="Tämän paikan kanssa ei voi vaihtaa: sillä ei ole samaa kautta koskevaa sopimusta, jonka haltijalta voisi "
        "kysyä, tai veneet eivät mahdu ristiin.",
        sv="Med den här platsen kan man inte byta: den har inget avtal för samma säsong vars innehavare kunde "
        "tillfrågas, eller så ryms båtarna inte korsvis.",
        en="You cannot swap with this place: it has no lease of the same season whose holder could be asked, or the "
        "boats do not fit crosswise.",
    ),
    "SWAP_WAITS": Translated(
        fi="Olet jo ehdottanut vaihtoa. Odota vastausta tai peru ehdotus ensin.",
        sv="Du har redan föreslagit ett byte. Vänta på svaret eller ta tillbaka förslaget först.",
        en="You have proposed a swap already. Wait for the answer, or withdraw it first.",
    ),
    "SWAP_DECLINED": Translated(
        fi="Paikan haltija on jo kieltäytynyt vaihdosta kanssasi.",
        sv="Platsens innehavare har redan tackat nej till ett byte med dig.",
        en="The holder of the place has declined to swap with you already.",
    ),
    "SWAP_ONE_WAY": Translated(
        fi="Kerro joko paikka tai sopimus, jonka kanssa vaihdat.",
        sv="Ange antingen platsen eller avtalet som du vill byta med.",
        en="Name either the place or the lease that you would swap with.",
    ),
}


def swap_refused(code: str, *, field: str | None = "placeId") -> Refused:
    """Why a swap is not proposed."""
    return Refused(Problem(code, field, _SWAPS[code]))
