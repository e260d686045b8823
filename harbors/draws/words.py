"""Knows how a boater is told why a better choice was not received: a sentence in fi, sv and en."""

from harbors.draws.reads import Reason
from harbors.text import Translated

_NOTHING_FITS = Translated(
    fi="Yksikään tämän toiveen paikoista ei sovi veneellesi.",
    sv="Ingen av platserna i detta önskemål passar din båt.",
    en="None of the places of this choice fits your boat.",
)
_ALL_GIVEN = Translated(
    fi="Veneellesi sopivat paikat ({fitting}) olivat jo annettu, kun vuorosi tuli: sataman {tight} paikkaa oli "
    "annettu {holders} hakijalle, joista kenelläkään ei ollut muuta paikkaa, johon siirtyä saman toiveen sisällä.",
    sv="Platserna som passar din båt ({fitting}) var redan givna när din tur kom: {tight} platser i hamnen hade "
    "getts till {holders} sökande, av vilka ingen kunde flyttas till en annan plats inom samma önskemål.",
    en="The places that fit your boat ({fitting}) were given when your turn came: {tight} places of the harbor had "
    "gone to {holders} applicants, none of whom could be moved to another place within the same choice.",
)


def words_for(reason: Reason) -> Translated:
    """The sentence, with the figures by which it can be checked."""
    if reason.event is None:
        return _NOTHING_FITS
    figures = {"fitting": len(reason.fitting), "tight": len(reason.tight), "holders": reason.holders}
    return Translated(*(text and text.format(**figures) for text in (_ALL_GIVEN.fi, _ALL_GIVEN.sv, _ALL_GIVEN.en)))
