"""Knows how to make small instances in which many applicants want the same few places."""

from collections.abc import MutableSequence, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

from tests.property.draws.reading import Json

T = TypeVar("T")

# The first two stand in another order as UTF-8 bytes than as UTF-16 units, and numbers in another than as text.
BERTH_IDS = ("\uff21", "\U0001f600", "ä", "b", "B2", *(f"b{number}" for number in range(1, 50)))
APPLICANT_IDS = ("å", "\U0001f63a", *(f"a{number}" for number in range(1, 80)))

# 2000 x 6000 = 3000 x 4000 = 4000 x 3000: places of one area that fit different boats.
SIZES = ((2000, 6000), (3000, 4000), (4000, 3000), (3000, 6000), (4000, 6000), (None, 4000), (3000, None), (None, None))

# Just inside and just outside of those sizes, with and without a margin.
BEAMS = (1700, 1701, 2000, 2700, 2701, 3000, 3001, None)
LENGTHS = (2800, 2801, 3000, 3001, 4000, 4300, 4301, 5300, 5301, None)

MOORINGS = ("boom", "pile", "buoy", "alongside", "swing", "dinghy", "trailer", "quay", "raft", "anchor", "post", None)
BOAT_TYPES = ("motor", "sail", "rowing", "canoe", "catamaran", "jet", "tug", "barge", "kayak", "yawl", "pram", "cog")
BY_MOORING: tuple[Json, ...] = ({"beam_margin": 0, "length_margin": -1300}, {"depth_margin": 0}, {})


class Dice(Protocol):
    """Chance as Hypothesis passes it in."""

    def choice(self, several: Sequence[T], /) -> T: ...
    def randint(self, least: int, most: int, /) -> int: ...
    def randrange(self, stop: int, /) -> int: ...
    def shuffle(self, several: MutableSequence[Any], /) -> None: ...


@dataclass(frozen=True, slots=True)
class Scale:
    """At most so many of each."""

    harbors: int = 2
    berths: int = 8
    applicants: int = 12


TINY = Scale(berths=5, applicants=6)
SMALL = Scale()
LARGE = Scale(harbors=3, berths=12, applicants=16)
CROWDED = Scale(harbors=4, berths=40, applicants=60)
ROOMY = Scale(berths=8, applicants=6)


def instances(scale: Scale = SMALL) -> st.SearchStrategy[Json]:
    """Made from one seed, since that is fast; what ``hold`` finds is made small by ``smallest``."""
    return st.builds(lambda dice: make_instance(dice, scale), st.randoms(use_true_random=True))


def make_instance(dice: Dice, scale: Scale) -> Json:
    """Two of three are knotted: one harbor, every berth with its own mooring, so that long chains have to move."""
    knotted = dice.randrange(3) > 0
    berths = make_berths(dice, scale, knotted=knotted)
    boats = [make_boat(dice, edge=4 if knotted else 2) for _ in range(50 if knotted else dice.randint(2, 8))]
    wanted = make_choices(dice, berths, knotted=knotted)
    turns, top = make_turns(dice, dice.randint(scale.applicants * 2 // 3, scale.applicants))
    people = [
        {"id": name, **turn, "boat": dice.choice(boats), "choices": make_list(dice, wanted), "mode": "new"}
        for name, turn in zip(sample(dice, APPLICANT_IDS, len(turns)), turns, strict=True)
    ]
    written = dice.choice((with_nulls, without_nulls))
    return {
        "format": "berth-match/1",
        "rules": make_rules(dice, berths),
        "berths": [written(berth) for berth in berths],
        "applicants": [{**person, "boat": written(person["boat"])} for person in people],
        **top,
    }


def exchanges(scale: Scale = SMALL) -> st.SearchStrategy[Json]:
    """Some, most or all of the applicants are tenants; places in reserve and keys before the ticket occur."""
    return st.builds(lambda dice: make_exchanges(dice, scale), st.randoms(use_true_random=True))


def make_exchanges(dice: Dice, scale: Scale) -> Json:
    instance = dice.choice((make_instance, make_web, make_web))(dice, scale)
    berths = dice.choice((as_they_are, as_they_are, with_reserves, with_order_keys))(dice, instance["berths"])
    people = instance["applicants"] if dice.randrange(4) else with_keys(dice, instance["applicants"])
    return {**instance, "berths": berths, "applicants": with_tenants(dice, berths, people)}


def make_web(dice: Dice, scale: Scale) -> Json:
    """Everybody has a type of boat of the own, so that what two of them like overlaps in any way: chains are long."""
    homes = dice.choice((("H1", "H1", "H2"), ("H1", "H2", "H3", "H4")))
    berths = [
        {
            "id": name,
            "harbor": dice.choice(homes),
            "pier": dice.choice("AB"),
            "mooring": f"m{name}",
            "width": width,
        }
        for name in sample(dice, BERTH_IDS[: scale.berths + 4], scale.berths)
        for width in [dice.choice((2000, 3000))]
    ]
    people = [make_spider(dice, berths, name) for name in sample(dice, APPLICANT_IDS, scale.berths + dice.randrange(3))]
    tickets = sample(dice, range(99), len(people))
    rules = {"moorings": {person["id"]: [f"m{name}" for name in person.pop("likes")] for person in people}}
    queue = [{**person, "ticket": ticket} for person, ticket in zip(people, tickets, strict=True)]
    return {"format": "berth-match/1", "rules": rules, "berths": berths, "applicants": queue}


def make_spider(dice: Dice, berths: Sequence[Json], name: str) -> Json:
    mine = sample(dice, berths, dice.choice((2, 3, 4, 9)))
    harbors: list[Json] = [{"harbor": berth["harbor"]} for berth in mine] * 3
    piers: list[Json] = [{"harbor": berth["harbor"], "pier": berth["pier"]} for berth in mine]
    wanted = [*harbors, *piers, *({"berth": berth["id"]} for berth in mine)]
    choices = [dice.choice(wanted) for _ in range(dice.choice((1, 2, 3, 4)))]
    return {
        "id": name,
        "class": 1,
        "boat": {"type": name},
        "choices": choices,
        "likes": [berth["id"] for berth in mine],
    }


def with_tenants(dice: Dice, berths: Sequence[Json], people: Sequence[Json]) -> list[Json]:
    """A tenant may lie on what does not fit, and list the own place, its pier or its harbor, or nothing at all."""
    seats = sample(dice, [berth["id"] for berth in berths], len(berths) * dice.choice((3, 7, 9, 10)) // 10)
    modes = ("exchange", "exchange", "exchange", "exchange", "exchange", "renew")
    tenants = [{"mode": dice.choice(modes), "current": seat} for seat in seats]
    strangers = [{"mode": "new", "current": dice.choice((None, "nowhere", *seats))} for _ in people]
    standing = sample(dice, [*tenants, *strangers][: len(people)], len(people))
    return [{**person, **stands} for person, stands in zip(people, standing, strict=True)]


def as_they_are(_: Dice, berths: Sequence[Json]) -> list[Json]:
    return list(berths)


def with_order_keys(dice: Dice, berths: Sequence[Json]) -> list[Json]:
    """A salted hash of some stands for their ids."""
    return [{**berth, "order_key": digits(dice.randrange(2**30))} if dice.randrange(2) else berth for berth in berths]


def with_reserves(dice: Dice, berths: Sequence[Json]) -> list[Json]:
    return [{**berth, "reserve": "ACCESSIBLE"} if dice.randrange(3) == 0 else berth for berth in berths]


def with_keys(dice: Dice, people: Sequence[Json]) -> list[Json]:
    """A few keys, so that many have the same; every second applicant has the flag of the reserve."""
    keyed = [{**person, "key": dice.randint(-2, 2)} for person in people]
    return [{**person, "reserves": ["ACCESSIBLE"]} if dice.randrange(2) else person for person in keyed]


def make_rules(dice: Dice, berths: Sequence[Json]) -> Json:
    rules: Json = {
        "beam_margin": dice.choice((0, 300)),
        "depth_margin": dice.choice((0, 200)),
        "length_margin": dice.choice((0, 0, -1300, 200)),
        "moorings": make_mooring_rules(dice, berths),
        "by_mooring": {mooring: dice.choice(BY_MOORING) for mooring in used_moorings(berths) if dice.randrange(2)},
    }
    return {rule: value for rule, value in rules.items() if dice.randrange(10)}


def make_mooring_rules(dice: Dice, berths: Sequence[Json]) -> Json:
    """Each type of boat on some kinds of mooring: sets that overlap and do not nest make long chains."""
    used = used_moorings(berths) or ["boom"]
    return {kind: sample(dice, used, dice.choice((1, 2, 2, 2, 3))) for kind in BOAT_TYPES if dice.randrange(12)}


def used_moorings(berths: Sequence[Json]) -> list[str]:
    return sorted({berth["mooring"] for berth in berths} - {None})


def make_berths(dice: Dice, scale: Scale, *, knotted: bool) -> list[Json]:
    homes = [f"H{number}" for number in range(1 if knotted else dice.randint(1, scale.harbors))]
    sizes = [dice.choice(SIZES) for _ in range(dice.choice((1, 2, 4)))]
    names = sample(dice, BERTH_IDS[: scale.berths + 4], dice.randint(scale.berths * 3 // 4, scale.berths))
    moorings = sample(dice, MOORINGS, len(MOORINGS) if knotted else 3) * scale.berths
    return [
        {"id": name, "mooring": mooring, **make_berth(dice, dice.choice(homes), dice.choice(sizes))}
        for name, mooring in zip(names, moorings, strict=False)
    ]


def make_berth(dice: Dice, home: str, size: tuple[int | None, int | None]) -> Json:
    return {
        "harbor": home,
        "pier": dice.choice(("A", "A", "B", "B", None)),
        "width": size[0],
        "length": size[1],
        "depth": dice.choice((None, None, None, 1500)),
        "max_mass": dice.choice((None, None, None, None, 1500)),
    }


def make_boat(dice: Dice, *, edge: int) -> Json:
    """Most are dinghies that only the mooring can keep out; the others lie at the edge of some limit."""
    kind = dice.choice((*BOAT_TYPES, None))
    if dice.randrange(edge):
        return {"beam": 1600, "length": 2700, "draught": None, "mass": 1200, "type": kind}
    return {
        "beam": dice.choice(BEAMS),
        "length": dice.choice(LENGTHS),
        "draught": dice.choice((None, 500, 1300, 1301)),
        "mass": dice.choice((None, 1200, 1500, 1501)),
        "type": kind,
    }


def make_choices(dice: Dice, berths: Sequence[Json], *, knotted: bool) -> list[Json]:
    """What can be wanted in this instance: some berths, piers and harbors, seldom something that is not there."""
    harbors: list[Json] = [{"harbor": berth["harbor"]} for berth in berths]
    piers: list[Json] = [{"harbor": berth["harbor"], "pier": berth["pier"]} for berth in berths if berth["pier"]]
    singles: list[Json] = [{"berth": berth["id"]} for berth in berths]
    unknown: list[Json] = [{"berth": "nowhere"}, {**harbors[0], "pier": "Z"}, {"harbor": "H9"}]
    kinds = (singles, *[harbors] * 7) if knotted else (singles, piers or singles, harbors)
    wanted = [dice.choice(dice.choice(kinds)) for _ in range(dice.randint(4, 12))]
    return wanted if dice.randrange(3) else [*wanted, dice.choice(unknown)]


def make_list(dice: Dice, wanted: Sequence[Json]) -> list[Json]:
    """A list of choices as submitted: repeats happen, and a list can be empty."""
    return [dice.choice(wanted) for _ in range(dice.choice((0, *(1, 2, 3, 4) * 4)))]


def make_turns(dice: Dice, count: int) -> tuple[list[Json], Json]:
    """Classes with tickets (whole numbers, or hex digits) or with a seed; one ticket may stand in several classes."""
    most = dice.choice((2 * count, 2**53))
    classes = dice.choice(((1,), (1, 2), (1, 2, 10)))
    turns = {(dice.choice(classes), dice.randint(-2, most)): None for _ in range(count)}
    written = dice.choice((as_number, as_digits, as_nothing))
    top = {"seed": digits(dice.randrange(99))} if written is as_nothing else {}
    return [{"class": number} | written(ticket) for number, ticket in turns], top


def as_number(ticket: int) -> Json:
    return {"ticket": ticket}


def as_digits(ticket: int) -> Json:
    return {"ticket": digits(ticket)}


def as_nothing(_: int) -> Json:
    return {}


def digits(number: int) -> str:
    return sha256(str(number).encode()).hexdigest()


def sample(dice: Dice, several: Sequence[T], count: int) -> list[T]:
    shuffled = list(several)
    dice.shuffle(shuffled)
    return shuffled[:count]


def with_nulls(record: Json) -> Json:
    return record


def without_nulls(record: Json) -> Json:
    return {key: value for key, value in record.items() if value is not None}
