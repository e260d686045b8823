"""Knows how to make a season's round of the catalogue that Helsinki published, with boats and lists made up.

A thousand berths of 4,068 are free. Beam follows length as boats have it, in steps of 5 cm; harbors are wanted in
proportion to their size; one in five lists begins with a pier or a single berth before its harbor.
"""

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from random import Random  # noqa: TID251 - the same city in every run
from typing import Any

from harbors.draws.records import Applicant, Boat, Choice, Instance, Mode, Place, Rules
from harbors.places.fit import FitRules, Margins

HELSINKI = Path(__file__).parents[2] / "shared" / "data" / "helsinki"
FILES = ("helsinki-harbor-resources.json", "helsinki-harbor-resources-fixes-2021-06-11.json")
RULES = Rules(fit=FitRules(margins=Margins(beam_mm=300, length_mm=0, depth_mm=200)))


def helsinki_berths(folder: Path) -> list[Place]:
    """All berths, their piers as the later file moved them."""
    rows: dict[tuple[str, Any], Any] = {}
    for file in FILES:
        rows |= {(row["model"], row["pk"]): row["fields"] for row in json.loads((folder / file).read_bytes())}
    return [_berth(pk, berth, rows) for (model, pk), berth in rows.items() if model == "resources.berth"]


def _berth(pk: str, berth: Any, rows: Any) -> Place:
    kind, pier = rows["resources.berthtype", berth["berth_type"]], rows["resources.pier", berth["pier"]]
    return Place(
        id=pk,
        harbor=pier["harbor"],
        pier=berth["pier"],
        width_mm=int(Decimal(kind["width"]) * 1000),
        length_mm=int(Decimal(kind["length"]) * 1000),
        mooring=str(kind["mooring_type"]),
    )


def a_season(
    berths: Sequence[Place], *, seed: int = 1, free: int = 1_000, applicants: int = 10_000, tenants: int = 0
) -> Instance:
    """``tenants`` more want to exchange their berth, which is then in the round besides the free ones."""
    dice = Random(seed)
    given = dice.sample(berths, free + tenants)
    wanted = [place.harbor for place in given]
    owned = given[:tenants]
    people = [_applicant(dice, given, wanted, None) for _ in range(applicants)]
    people += [_applicant(dice, given, wanted, own) for own in owned]
    return Instance(rules=RULES, places=tuple(given), applicants=tuple(people))


def _applicant(dice: Random, given: Sequence[Place], wanted: Sequence[str], own: Place | None) -> Applicant:
    return Applicant(
        id=f"{dice.getrandbits(128):032x}",
        priority_class=1 if dice.random() < 0.7 else 2,
        ticket=0,
        boat=_boat(dice) if own is None else _boat_on(dice, own),
        choices=tuple(_list(dice, given, wanted)),
        mode=Mode.NEW if own is None else Mode.EXCHANGE,
        current=None if own is None else own.id,
    )


def _boat(dice: Random) -> Boat:
    length = round(dice.triangular(3_500, 12_000, 6_200) / 50) * 50
    beam = round(length * dice.gauss(0.36, 0.03) / 50) * 50 + 150
    return Boat(length_mm=length, beam_mm=beam)


def _boat_on(dice: Random, own: Place) -> Boat:
    """Smaller than the own berth by some."""
    return Boat(
        length_mm=round((own.length_mm or 6_000) * dice.uniform(0.7, 1) / 50) * 50,
        beam_mm=round(((own.width_mm or 2_500) - 300) * dice.uniform(0.75, 1) / 50) * 50,
    )


def _list(dice: Random, given: Sequence[Place], wanted: Sequence[str]) -> list[Choice]:
    harbors = list(dict.fromkeys(dice.choice(wanted) for _ in range(dice.randint(1, 7))))
    narrow = dice.random()
    first: list[Choice] = []
    if narrow < 0.2:
        place = dice.choice([place for place in given if place.harbor == harbors[0]])
        first = [Choice(berth=place.id) if narrow < 0.05 else Choice(harbor=place.harbor, pier=place.pier)]
    return [*first, *(Choice(harbor=harbor) for harbor in harbors)]
