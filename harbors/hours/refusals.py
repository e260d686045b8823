"""Knows the words for opening hours that cannot be."""

from collections.abc import Mapping

from harbors.errors import Invalid, Problem
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    "DAY_OR_WEEKDAY": Translated(
        fi="Anna joko viikonpäivä tai yksittäinen päivä, ei molempia.",
        sv="Ange antingen en veckodag eller en enskild dag, inte båda.",
        en="Give either a weekday or a single day, not both.",
    ),
    "SEASON_ORDER": Translated(
        fi="Anna kauden ensimmäinen ja viimeinen päivä tässä järjestyksessä. Yksittäisellä päivällä ei ole kautta.",
        sv="Ange säsongens första och sista dag i den ordningen. En enskild dag har ingen säsong.",
        en="Give the first and the last day of the season, in this order. A single day has no season.",
    ),
    "HOURS_SHAPE": Translated(
        fi="Anna kellonajat muodossa 09:00; sulkemisaika voi olla 24:00. Vain yksittäinen päivä voi olla ilman niitä.",
        sv="Ange klockslagen som 09:00; stängningstiden kan vara 24:00. Bara en enskild dag kan sakna dem.",
        en="Give the hours as 09:00; it can close at 24:00. Only a single day can be without them.",
    ),
    "HOURS_OVERLAP": Translated(
        fi="Samaan aikaan on annettu kahdet aukioloajat.",
        sv="För samma tid finns två öppettider.",
        en="There are two opening hours for the same time.",
    ),
    "TOO_MANY_HOURS": Translated(
        fi="Rivejä voi olla enintään {most}.", sv="Det kan finnas högst {most} rader.", en="At most {most} lines."
    ),
}


def hours_fault(code: str, *, field: str) -> Problem:
    """Something that cannot be in opening hours."""
    return Problem(code, field, _FAULTS[code])


def too_many_hours(*, most: int) -> Invalid:
    """More lines than anybody reads."""
    return Invalid(Problem("TOO_MANY_HOURS", "hours", _FAULTS["TOO_MANY_HOURS"].with_figures(most=most)))


def hours_overlap() -> Invalid:
    """Two lines are for the same time."""
    return Invalid(hours_fault("HOURS_OVERLAP", field="hours"))
