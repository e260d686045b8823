"""Knows the rounds of the demonstration: one that is over and drawn, and one that anybody who tries it can apply to."""

from datetime import UTC, date, datetime, time, timedelta

from ahti.demonstration.catalogue import CITY
from ahti.demonstration.listed import key_of
from ahti.demonstration.wishes import CHOICES_MAX
from harbors.places.fit import FitRules, Margins
from harbors.places.kinds import Mooring
from harbors.rounds.records import PriorityClass, Round, RoundId, RoundRules, Season
from harbors.text import Translated

BEACON = "demonstration"
_OPEN_FOR = timedelta(days=28)
_LATE_FOR = timedelta(days=90)

_CLASSES = (
    PriorityClass(
        number=1,
        name=Translated(fi="Helsinkiläiset", sv="Helsingforsbor", en="Residents of Helsinki"),
        justification=Translated(
            fi="Paikat on rakennettu kaupungin verovaroin, joten asukkaat ovat ensin.",
            sv="Platserna har byggts med stadens skattemedel, därför kommer invånarna först.",
            en="The berths were built with the city's taxes, so its residents come first.",
        ),
        municipalities=frozenset({"helsinki", "helsingfors"}),
    ),
    PriorityClass(
        number=2,
        name=Translated(fi="Muut", sv="Övriga", en="Everybody else"),
        justification=Translated(
            fi="Jäljelle jäävät paikat ovat kaikille, kotipaikasta riippumatta.",
            sv="De platser som blir över är för alla, oberoende av hemort.",
            en="What is left is for everybody, wherever they live.",
        ),
        municipalities=None,
    ),
)

_MARGINS = Margins(beam_mm=300, length_mm=0, depth_mm=200)
_RULES = RoundRules(
    classes=_CLASSES,
    choices_max=CHOICES_MAX,
    beacons=(BEACON,),
    carry_over=True,
    fit=FitRules(
        margins=_MARGINS,
        by_mooring={
            Mooring.SINGLE_SLIP: Margins(beam_mm=400, length_mm=-1_300, depth_mm=200),
            Mooring.SIDE_SLIP: Margins(beam_mm=750, length_mm=-1_300, depth_mm=200),
            Mooring.STERN_BUOY: Margins(beam_mm=500, length_mm=0, depth_mm=200),
        },
    ),
)


def first_round(today: date) -> Round:
    """A round whose window ended at the beginning of ``today``; it is to be filled and drawn."""
    year = today.year + 1
    closes_at = datetime.combine(today, time(), UTC)
    name = Translated(fi=f"Venepaikat {year}", sv=f"Båtplatser {year}", en=f"Berths {year}")
    return _round(f"berths-{year}", name, year, opens_at=closes_at - _OPEN_FOR, closes_at=closes_at)


def late_round(first: Round) -> Round:
    """A round for what the first one leaves free; it opens when that one closes."""
    year = first.season.starts.year
    name = Translated(
        fi=f"Vapaaksi jääneet venepaikat {year}", sv=f"Lediga båtplatser {year}", en=f"Berths still free {year}"
    )
    return _round(f"berths-{year}-late", name, year, opens_at=first.closes_at, closes_at=first.closes_at + _LATE_FOR)


def _round(code: str, name: Translated, year: int, *, opens_at: datetime, closes_at: datetime) -> Round:
    return Round(
        id=RoundId(key_of("round", code)),
        provider_id=CITY,
        code=code,
        name=name,
        season=Season(starts=date(year, 6, 10), ends=date(year, 9, 14)),
        opens_at=opens_at,
        closes_at=closes_at,
        publishes_at=closes_at,
        rules=_RULES,
    )
