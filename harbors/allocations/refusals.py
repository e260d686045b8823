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
_NO_AWARD = Translated(
    fi="Hakemuksella ei ole paikkaa.", sv="Ansökan har ingen plats.", en="The application has no place."
)
_DECLINED = Translated(
    fi="Paikasta on jo luovuttu.", sv="Platsen är redan avböjd.", en="The place has been declined already."
)
_UPGRADES_OVER = Translated(
    fi="Parempia paikkoja ei enää jaeta.",
    sv="Bättre platser ges inte längre.",
    en="Better places are not given any more.",
)
_UNDER_WAY = Translated(
    fi="Vapautuneita paikkoja jaetaan parhaillaan: odota tuloksia.",
    sv="Platser som blivit lediga delas just ut: vänta på resultatet.",
    en="Places that came free are being given just now: wait for the results.",
)
_NO_CLAIM = Translated(
    fi="Hakija ei ole ilmoittanut, ettei paikka vastaa kuvausta.",
    sv="Den sökande har inte uppgett att platsen avviker från beskrivningen.",
    en="The applicant has not claimed that the place was not as described.",
)
_CLAIM_DECIDED = Translated(
    fi="Ilmoitus on jo otettu huomioon jaossa.",
    sv="Anmälan har redan beaktats i en utdelning.",
    en="The claim has been taken into a batch already.",
)
_CLAIMS_OPEN = Translated(
    fi="Ratkaise ensin, vastasivatko paikat kuvausta: {references}.",
    sv="Avgör först om platserna avvek från beskrivningen: {references}.",
    en="Decide first whether the places were as described: {references}.",
)
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
    "SEASON_OVER": Translated(fi="Kausi on päättynyt.", sv="Säsongen är slut.", en="The season is over."),
    "NO_BATCH": Translated(
        fi="Vapautuneita paikkoja ei olla jakamassa.",
        sv="Inga platser som blivit lediga delas ut just nu.",
        en="No batch is under way.",
    ),
    "BATCH_NOT_DRAWN": Translated(
        fi="Vapautuneiden paikkojen jakoa ei ole vielä laskettu.",
        sv="Utdelningen av platser som blivit lediga är inte uträknad än.",
        en="The batch is not drawn yet.",
    ),
    "BATCH_DRAWN": Translated(
        fi="Vapautuneiden paikkojen jako on jo laskettu.",
        sv="Utdelningen av platser som blivit lediga är redan uträknad.",
        en="The batch is drawn already.",
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


def award_unknown() -> Refused:
    """The application has no place that could be declined."""
    return Refused(Problem("NO_PLACE", "applicationId", _NO_AWARD))


def declined_already() -> Refused:
    """A place is declined once."""
    return Refused(Problem("DECLINED_ALREADY", "applicationId", _DECLINED))


def upgrades_over() -> Refused:
    """The last day of upgrades has gone, or the round has none."""
    return Refused(Problem("UPGRADES_OVER", None, _UPGRADES_OVER))


def batch_under_way() -> Refused:
    """A batch has been opened and is not published yet."""
    return Refused(Problem("BATCH_UNDER_WAY", None, _UNDER_WAY))


def claim_unknown() -> NotFound:
    """Nobody has claimed that this place was not as described."""
    return NotFound(Problem("CLAIM_UNKNOWN", "applicationId", _NO_CLAIM))


def claim_decided() -> Refused:
    """What a batch has taken in is decided."""
    return Refused(Problem("CLAIM_DECIDED", "applicationId", _CLAIM_DECIDED))


def claims_open(references: Sequence[str]) -> Refused:
    """A clerk has to look first: who claims rightly keeps the turn."""
    several = ", ".join(references[:_MOST_NAMED])
    return Refused(Problem("CLAIMS_OPEN", None, _CLAIMS_OPEN.with_figures(references=several)))


def not_verified(where: str) -> Conflict:
    """Our own check does not come to the same: nothing was kept."""
    return Conflict(Problem("NOT_VERIFIED", None, _NOT_VERIFIED.with_figures(where=where)))


def draw_unknown() -> NotFound:
    """There is no such draw, or none that can be seen."""
    return NotFound(Problem("DRAW_UNKNOWN", "roundId", _UNKNOWN_DRAW))
