"""Knows the real places of a full bundle: in which order they have their numbers, and where a boat fits."""

import hashlib
from collections.abc import Callable
from functools import partial
from typing import Any

from harbors.verification.contents import Content
from harbors.verification.parsing import Field, document, lines
from harbors.verification.records import Differs
from harbors.verification.sealing import same

_BERTH = ("id", "harbor", "pier", "width", "length", "depth", "mooring", "max_mass", "reserve", "order_key")
_LIMITS = ("width", "length", "depth", "max_mass", "mooring", "reserve")
_DIMENSIONS = (("beam", "width"), ("length", "length"), ("draught", "depth"))
MARGINS = {"beam": "beamMm", "length": "lengthMm", "draught": "depthMm"}

Json = dict[str, Any]


class Berths:
    """The real places by number, and which of them are meant and fit; sets of them are masks."""

    def __init__(self, places: list[Json], rules: Json) -> None:
        self.places, self.rules = places, rules
        self._named: dict[frozenset[tuple[str, str]], int] = {}
        self._sorts: dict[str, dict[tuple[Any, Any], int]] = {name: {} for name in _LIMITS}
        self._suiting: dict[tuple[str, object], int] = {}
        for number, place in enumerate(places):
            for keys in (("id",), ("harbor",), ("harbor", "pier")):
                named = frozenset((key, place[key]) for key in keys)
                self._named[named] = self._named.get(named, 0) | 1 << number
            for name, sorts in self._sorts.items():
                sort = place["mooring"], place[name]
                sorts[sort] = sorts.get(sort, 0) | 1 << number

    def meant(self, asked: Json) -> int:
        """The places that a choice names: of a harbor, of a pier of it, or one."""
        return self._named.get(frozenset({"id": asked["berth"]}.items() if "berth" in asked else asked.items()), 0)

    def fitting(self, boat: Json, reserves: list[str]) -> int:
        """The places where a boat fits by its dimensions, its mass and its type, and that are kept for nobody else."""
        fits = self._suited("reserve", tuple(reserves), lambda _, kept_for: kept_for is None or kept_for in reserves)
        fits &= self._suited("mooring", boat.get("type"), lambda mooring, _: self._allows(mooring, boat.get("type")))
        fits &= self._suited("max_mass", boat.get("mass"), lambda _, limit: _is_enough(limit, boat.get("mass")))
        for dimension, limit in _DIMENSIONS:
            fits &= self._suited(limit, boat.get(dimension), partial(self._holds, dimension, boat.get(dimension)))
        return fits

    def _suited(self, name: str, need: object, suits: Callable[[Any, Any], bool]) -> int:
        """The places whose mooring and limit suit a need, worked out once."""
        if (name, need) not in self._suiting:
            self._suiting[name, need] = sum(mask for sort, mask in self._sorts[name].items() if suits(*sort))
        return self._suiting[name, need]

    def _holds(self, dimension: str, need: int | None, mooring: str | None, room: int | None) -> bool:
        margins = self.rules["byMooring"].get(mooring, self.rules["margins"])
        return _is_enough(room, None if need is None else need + margins[MARGINS[dimension]])

    def _allows(self, mooring: str | None, boat_type: str | None) -> bool:
        allowed = self.rules["moorings"].get(boat_type)
        return allowed is None or mooring is None or mooring in allowed


def _is_enough(limit: int | None, need: int | None) -> bool:
    return limit is None or need is None or need <= limit


def read_berths(content: Content) -> list[Json]:
    """The real places: order keys are hashes with the round's salt, and numbers follow area and order key."""
    salt = document(content.files["order.json"], file="order.json").only("salt")["salt"].bytes()
    berths: list[Json] = []
    harbors: dict[str, int] = {}
    before: tuple[bool, int, bytes] = (False, -1, b"")
    for number, (_, told) in enumerate(lines(content.files["berths.jsonl"], file="berths.jsonl")):
        berth = _berth(told, number, salt=salt)
        if (here := _order(berth)) <= before:
            raise Differs(
                file=told.file, line=told.line, expected="the next in place order", found=f"place {berth['id']}"
            )
        if number < len(content.harbor_of):
            expected, found = harbors.setdefault(berth["harbor"], len(harbors)), content.harbor_of[number]
            if found != expected:
                raise Differs(file="places.json", field=f"[{number}].harbor", expected=expected, found=found)
        berths.append(berth)
        before = here
    if len(berths) != len(content.harbor_of):
        raise Differs(file="berths.jsonl", field="lines", expected=len(content.harbor_of), found=len(berths))
    return berths


def _berth(told: Field, number: int, *, salt: bytes) -> Json:
    """A place of which everything has its form, and the order key is what it must be."""
    same(told.only("number", *_BERTH)["number"], number)
    for name in ("id", "harbor", "order_key"):
        told[name].text()
    for name in ("width", "length", "depth", "max_mass"):
        optional(told[name], Field.count)
    for name in ("pier", "mooring", "reserve"):
        optional(told[name], Field.text)
    berth = {name: told[name].value for name in _BERTH}
    same(told["order_key"], hashlib.sha256(salt + berth["id"].encode()).hexdigest())
    return berth


def _order(berth: Json) -> tuple[bool, int, bytes]:
    """By area, those of an unknown one last, then by order key."""
    sizes = berth["width"], berth["length"]
    area = None if None in sizes else berth["width"] * berth["length"]
    return area is None, area or 0, berth["order_key"].encode()


def optional(told: Field, read: Callable[[Field], object]) -> None:
    """Read what may be null, where it is not."""
    if told.value is not None:
        read(told)
