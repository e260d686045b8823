"""Knows what a ``berth-match/1`` instance says: the queue, the fits, the order of the places, who is a tenant."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

Json = dict[str, Any]
Fits = frozenset[str]


@dataclass(frozen=True, slots=True)
class Question:
    """An instance without millimetres: ``queue`` and ``places`` in their orders, ``wishes`` as fitting sets.

    A tenant's wishes end with the choice that holds the own place, so that a rank is an index here for everybody.
    ``own`` tells the place of each tenant, of whom those in ``renewing`` want no other.
    """

    queue: tuple[str, ...]
    wishes: Mapping[str, tuple[Fits, ...]]
    places: tuple[str, ...]
    harbor: Mapping[str, str]
    area: Mapping[str, int | None]
    own: Mapping[str, str]
    renewing: frozenset[str]

    def position(self, place: str) -> int:
        return self.places.index(place)


def read(instance: Json) -> Question:
    berths = {berth["id"]: berth for berth in instance["berths"]}
    people = instance["applicants"]
    fits_in = Fitting(instance)
    return Question(
        queue=queue(instance),
        wishes={applicant["id"]: wishes(applicant, fits_in) for applicant in people},
        places=tuple(sorted(berths, key=lambda place: place_key(berths[place]))),
        harbor={place: berth["harbor"] for place, berth in berths.items()},
        area={place: area(berth) for place, berth in berths.items()},
        own={applicant["id"]: applicant["current"] for applicant in people if mode(applicant) != "new"},
        renewing=frozenset(applicant["id"] for applicant in people if mode(applicant) == "renew"),
    )


def mode(applicant: Json) -> str:
    return str(applicant.get("mode") or "new")


def queue(instance: Json) -> tuple[str, ...]:
    def turn(applicant: Json) -> tuple[int, int, int]:
        return applicant["class"], applicant.get("key") or 0, ticket(instance, applicant)

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


def place_key(berth: Json) -> tuple[bool, int, bytes]:
    square = area(berth)
    return square is None, square or 0, (berth.get("order_key") or berth["id"]).encode()


class Fitting:
    """The places of a choice that fit; what was asked once is known, since a season asks the same ever again."""

    def __init__(self, instance: Json) -> None:
        self.rules = instance["rules"]
        self.known: dict[str, Fits] = {}
        self.named: dict[tuple[str, str], list[Json]] = {}
        for berth in instance["berths"]:
            for name in (("berth", berth["id"]), ("harbor", berth["harbor"])):
                self.named.setdefault(name, []).append(berth)

    def __call__(self, applicant: Json, choice: Json) -> Fits:
        question = json.dumps([applicant["boat"], choice, applicant.get("reserves")])
        if question not in self.known:
            self.known[question] = self.fitting(applicant, choice)
        return self.known[question]

    def fitting(self, applicant: Json, choice: Json) -> Fits:
        named = self.named.get(("berth", choice["berth"]) if "berth" in choice else ("harbor", choice["harbor"]), [])
        asked = [berth for berth in named if is_asked(berth, choice) and is_open_to(berth, applicant)]
        return frozenset(berth["id"] for berth in asked if fits(self.rules, berth, applicant["boat"]))


def wishes(applicant: Json, fits_in: Fitting) -> tuple[Fits, ...]:
    """The list as it counts; who renews wants the own place and nothing else."""
    if mode(applicant) == "renew":
        return (frozenset({applicant["current"]}),)
    listed = tuple(fits_in(applicant, choice) for choice in applicant["choices"])
    return listed if mode(applicant) == "new" else until_own(listed, own=applicant["current"])


def until_own(listed: Sequence[Fits], *, own: str) -> tuple[Fits, ...]:
    """What an exchanger would rather have or like as well; the own place comes last when no choice holds it."""
    for index, fits in enumerate(listed):
        if own in fits:
            return tuple(listed[: index + 1])
    return (*listed, frozenset({own}))


def is_asked(berth: Json, choice: Json) -> bool:
    if "berth" in choice:
        return bool(berth["id"] == choice["berth"])
    if "pier" in choice:
        return (berth["harbor"], berth.get("pier")) == (choice["harbor"], choice["pier"])
    return bool(berth["harbor"] == choice["harbor"])


def is_open_to(berth: Json, applicant: Json) -> bool:
    """A place in reserve is for those alone who have its flag."""
    return berth.get("reserve") is None or berth["reserve"] in applicant.get("reserves", ())


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
