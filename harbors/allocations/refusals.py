"""Knows the words for a draw that cannot be made or kept."""

from collections.abc import Mapping, Sequence

from harbors.errors import Conflict, NotFound, Problem, Refused
from harbors.text import Translated

_MOST_NAMED = 20
_STRAY_TENANTS = Translated(
    fi="Näiden hakijoiden nykyinen paikka ei ole jaettavana tällä kaudella: {references}.",
    sv="Dessa sökandes nuvarande plats ges inte ut denna säsong: {references}.",
    en="The own place of these applicants is not there to be given in this season: {references}.",
)
_DUPLICATES = Translated(
    fi="Ratkaise ensin mahdolliset kaksoishakemukset: {count}.",
    sv="Avgör först de möjliga dubbelansökningarna: {count}.",
    en="Resolve the possible duplicates first: {count}.",
)
_NO_BEACON = Translated(
    fi="Kierrokselle ei ole nimetty satunnaislähdettä: sitä voi vain harjoitella.",
    sv="Omgången har ingen källa för slump: den kan bara övas.",
    en="The round names no source of randomness: it can only be rehearsed.",
)
_AWAITED = Translated(
    fi="Satunnaisluku ei ole vielä tullut.", sv="Slumptalet har inte kommit än.", en="The randomness has not come yet."
)
_SECOND_PERSON = Translated(
    fi="Tulokset vapauttaa toinen henkilö kuin arvonnan tekijä.",
    sv="Resultatet frigörs av någon annan än den som lottade.",
    en="The results are released by another person than the one who ran the draw.",
)
_NOT_VERIFIED = Translated(
    fi="Tarkistus ei päädy samaan tulokseen, joten mitään ei tallennettu: {where}",
    sv="Kontrollen kommer inte till samma resultat, därför sparades ingenting: {where}",
    en="The check does not come to the same result, so nothing was kept: {where}",
)
_UNKNOWN_DRAW = Translated(fi="Arvontaa ei ole.", sv="Lottningen finns inte.", en="There is no such draw.")
_STAGES: Mapping[str, Translated] = {
    "NOT_CLOSED": Translated(
        fi="Hakemukset voidaan lukita vasta, kun hakuaika on päättynyt.",
        sv="Ansökningarna kan låsas först när ansökningstiden har gått ut.",
        en="Applications can be frozen only when the time to apply is over.",
    ),
    "NOT_FROZEN": Translated(
        fi="Hakemuksia ei ole lukittu.", sv="Ansökningarna är inte låsta.", en="The applications are not frozen."
    ),
    "NOT_DRAWN": Translated(
        fi="Arvontaa ei ole tehty, tai se on jo vapautettu.",
        sv="Lottningen är inte gjord, eller den är redan frigiven.",
        en="The round is not drawn, or it is released already.",
    ),
    "NOT_RELEASED": Translated(
        fi="Tuloksia ei ole vapautettu, tai ne on jo julkaistu.",
        sv="Resultatet är inte frigivet, eller det är redan publicerat.",
        en="The results are not released, or they are published already.",
    ),
    "NOTHING_TO_RESET": Translated(
        fi="Kierrosta ei voi palauttaa tästä vaiheesta.",
        sv="Omgången kan inte tas tillbaka från detta skede.",
        en="The round cannot be taken back from this stage.",
    ),
    "NOT_PUBLISHED": Translated(
        fi="Tuloksia ei ole julkaistu.", sv="Resultatet är inte publicerat.", en="The results are not published."
    ),
}

_CHANGED = Translated(
    fi="Hakemukset tai paikat ovat muuttuneet arvonnan aikana: aja arvonta uudelleen.",
    sv="Ansökningarna eller platserna har ändrats under lottningen: kör lottningen på nytt.",
    en="Applications or places have changed during the draw: run it again.",
)
_TAKEN = Translated(
    fi="Paikka on jo annettu täksi ajaksi.",
    sv="Platsen är redan upptagen för denna tid.",
    en="The place is taken for that time.",
)


def round_changed() -> Conflict:
    """What was drawn is not what stands now."""
    return Conflict(Problem("ROUND_CHANGED", None, _CHANGED))


def place_taken() -> Conflict:
    """Somebody else holds the place during that time."""
    return Conflict(Problem("PLACE_TAKEN", None, _TAKEN))


def tenants_without_place(references: Sequence[str]) -> Refused:
    """Tenants keep or exchange a place that is not there to be given in this season."""
    several = ", ".join(references[:_MOST_NAMED])
    return Refused(Problem("TENANT_WITHOUT_PLACE", None, _STRAY_TENANTS.with_figures(references=several)))


def duplicates_open(count: int) -> Refused:
    """Two applications may be of one person or for one boat; somebody has to look."""
    return Refused(Problem("DUPLICATES_OPEN", None, _DUPLICATES.with_figures(count=count)))


def not_at_stage(code: str) -> Refused:
    """The act does not follow from where the round stands."""
    return Refused(Problem(code, None, _STAGES[code]))


def beacon_required() -> Refused:
    """There is no randomness for the seed: the round can only be rehearsed."""
    return Refused(Problem("BEACON_REQUIRED", None, _NO_BEACON))


def beacon_awaited() -> Refused:
    """The randomness has not come yet."""
    return Refused(Problem("BEACON_AWAITED", None, _AWAITED))


def second_person_required() -> Refused:
    """Who ran a draw cannot release it."""
    return Refused(Problem("SECOND_PERSON_REQUIRED", None, _SECOND_PERSON))


def not_verified(where: str) -> Conflict:
    """Our own check does not come to the same: nothing was kept."""
    return Conflict(Problem("NOT_VERIFIED", None, _NOT_VERIFIED.with_figures(where=where)))


def draw_unknown() -> NotFound:
    """There is no such draw, or none that can be seen."""
    return NotFound(Problem("DRAW_UNKNOWN", "roundId", _UNKNOWN_DRAW))
