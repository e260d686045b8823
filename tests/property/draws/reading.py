"""Knows what a ``berth-match/1`` instance of new applicants says: the queue, the fits, the order of the places."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """An instance without millimetres: ``queue`` and ``places`` in their orders, ``wishes`` as fitting sets."""

    queue: tuple[str, ...]
    wishes: Mapping[str, tuple[frozenset[str], ...]]
    places: tuple[str, ...]
    harbor: Mapping[str, str]
    area: Mapping[str, int | None]

    def position(self, place: str) -> int:
        return self.places.index(place)


def read(instance: Json) -> Question:
    berths = {berth["id"]: berth for berth in instance["berths"]}
    areas = {berth["id"]: area(berth) for berth in instance["berths"]}
    return Question(
        queue=queue(instance),
        wishes={applicant["id"]: wishes(instance, applicant) for applicant in instance["applicants"]},
        places=tuple(sorted(berths, key=lambda place: place_key(place, areas[place]))),
        harbor={place: berth["harbor"] for place, berth in berths.items()},
        area=areas,
    )


def queue(instance: Json) -> tuple[str, ...]:
    def turn(applicant: Json) -> tuple[int, int]:
        return applicant["class"], ticket(instance, applicant)

    return tuple(applicant["id"] for applicant in sorted(instance["applicants"], key=turn))


def ticket(instance: Json, applicant: Json) -> int:
    """The ticket as a number: 64 hex digits compare as the number that they spell."""
    if "ticket" not in applicant:
        drawn = sha256(bytes.fromhex(instance["seed"]) + applicant["id"].encode())
        return int(drawn.hexdigest(), 16)
    written = applicant["ticket"]
    return int(written, 16) if isinstance(written, str) else int(written)


def area(berth: Json) -> int | None:
    width, length = berth.get("width"), berth.get("length")
    return None if width is None or length is None else width * length


def place_key(place: str, square: int | None) -> tuple[bool, int, bytes]:
    return square is None, square or 0, place.encode()


def wishes(instance: Json, applicant: Json) -> tuple[frozenset[str], ...]:
    def fitting(choice: Json) -> frozenset[str]:
        asked = [berth for berth in instance["berths"] if is_asked(berth, choice)]
        return frozenset(berth["id"] for berth in asked if fits(instance["rules"], berth, applicant["boat"]))

    return tuple(fitting(choice) for choice in applicant["choices"])


def is_asked(berth: Json, choice: Json) -> bool:
    if "berth" in choice:
        return bool(berth["id"] == choice["berth"])
    if "pier" in choice:
        return (berth["harbor"], berth.get("pier")) == (choice["harbor"], choice["pier"])
    return bool(berth["harbor"] == choice["harbor"])


def fits(rules: Json, berth: Json, boat: Json) -> bool:
    margins = {**rules, **rules.get("by_mooring", {}).get(berth.get("mooring"), {})}
    return (
        is_within(boat.get("beam"), margins.get("beam_margin", 0), berth.get("width"))
        and is_within(boat.get("length"), margins.get("length_margin", 0), berth.get("length"))
        and is_within(boat.get("draught"), margins.get("depth_margin", 0), berth.get("depth"))
        and is_within(boat.get("mass"), 0, berth.get("max_mass"))
        and may_moor(rules, berth.get("mooring"), boat.get("type"))
    )


def is_within(size: int | None, margin: int, limit: int | None) -> bool:
    return size is None or limit is None or size + margin <= limit


def may_moor(rules: Json, mooring: str | None, kind: str | None) -> bool:
    allowed = rules.get("moorings", {}).get(kind)
    return allowed is None or mooring is None or mooring in allowed
