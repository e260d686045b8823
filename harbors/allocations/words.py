"""Knows how a boater is told why a better choice was not received: a sentence in fi, sv and en."""

from collections.abc import Mapping

from harbors.allocations.reads import Exchange, Reason
from harbors.rounds.records import RoundKind
from harbors.text import Language, Translated

_NOTHING_FITS = Translated(
    fi="Yksikään tämän toiveen paikoista ei sovi veneellesi.",
    sv="Ingen av platserna i detta önskemål passar din båt.",
    en="None of the places of this choice fits your boat.",
)
_ALL_GIVEN = Translated(
    fi="Kun vuorosi tuli, kaikki veneellesi sopivat paikat oli jo annettu. Sopivia paikkoja: {fitting}. Suljettuja "
    "paikkoja {there}: {tight}. Niiden haltijoita: {holders}; kaikki olivat jonossa ennen sinua, eikä ketään heistä "
    "voinut siirtää muuhun saman toiveen paikkaan.",
    sv="När din tur kom var alla platser som passar din båt redan givna. Passande platser: {fitting}. Stängda platser "
    "{there}: {tight}. Innehavare: {holders}; alla stod före dig i kön, och ingen av dem kunde flyttas till en annan "
    "plats inom samma önskemål.",
    en="When your turn came, all places that fit your boat had been given. Fitting places: {fitting}. Closed places "
    "{there}: {tight}. Their holders: {holders}; all were before you in the queue, and none of them could be moved "
    "to another place of the same choice.",
)
_THERE: Mapping[RoundKind, Translated] = {
    RoundKind.BERTH: Translated(fi="satamassa", sv="i hamnen", en="in the harbor"),
    RoundKind.WINTER_STORAGE: Translated(fi="alueella", sv="på området", en="in the area"),
}
_SUFFICIENT = Translated(
    fi="Sija {position} tai parempi jonossa olisi riittänyt.",
    sv="Plats {position} eller bättre i kön hade räckt.",
    en="Position {position} or better in the queue would have sufficed.",
)
_RECEIPT = Translated(
    fi="Tämä osoittaa, mitä hakemuksestasi lukittiin ennen arvontaa. Säilytä se: sen voi tarkistaa julkaistua juurta "
    "vasten.",
    sv="Detta visar vad som låstes av din ansökan före lottningen. Spara det: det kan kontrolleras mot den publicerade "
    "roten.",
    en="This shows what was sealed of your application before the draw. Keep it: it can be checked against the "
    "published root.",
)
_RECEIPT_GONE = Translated(
    fi="Hakijan tiedot on poistettu, joten kuittia ei enää voi antaa; julkaistu juuri pätee edelleen.",
    sv="Den sökandes uppgifter har raderats, därför kan inget kvitto längre ges; den publicerade roten gäller ändå.",
    en="The applicant was erased, so that there can be no receipt any more; the published root still holds.",
)
_EXCHANGED = Translated(
    fi="Annoit: {gave}. Sait: {got}. Samaan vaihtoketjuun osallistui {size}.",
    sv="Du gav: {gave}. Du fick: {got}. {size} deltog i samma kedja av byten.",
    en="You gave {gave} and got {got}. {size} took part in the same chain of exchanges.",
)


def words_for_receipt(*, is_there: bool) -> Translated:
    """What a receipt is, or why there is none any more."""
    return _RECEIPT if is_there else _RECEIPT_GONE


def words_for_exchange(exchange: Exchange) -> Translated:
    """What an exchanger gave and got."""
    told = {language: _exchanged(exchange, language) for language in Language}
    return Translated(fi=told[Language.FI], sv=told[Language.SV], en=told[Language.EN])


def _exchanged(exchange: Exchange, language: Language) -> str | None:
    gave, got = exchange.gave.in_language(language), exchange.got.in_language(language)
    return _EXCHANGED.with_figures(gave=gave, got=got, size=exchange.size).in_language(language)


def words_for(reason: Reason, kind: RoundKind) -> Translated:
    """The sentence in a round of this kind, with the figures by which it can be checked."""
    if reason.event is None:
        return _NOTHING_FITS
    told = _ALL_GIVEN.with_figures(
        fitting=len(reason.fitting), tight=len(reason.tight), holders=reason.holders, there=_THERE[kind]
    )
    if reason.sufficient is None:
        return told
    return told.followed_by(_SUFFICIENT.with_figures(position=reason.sufficient))
