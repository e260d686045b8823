"""Knows a season as a city has it: 2,400 tenants who renew, 600 who would exchange, 1,000 free places, 10,000 new.

4,000 places in 40 harbors, lists of about four, boats as large as places are, and a few harbors that everybody wants.
The instance is one of the interchange format; a seed makes it, the same on every machine.
"""

from collections.abc import Sequence
from random import Random  # noqa: TID251 - seeded, of a season that is the same on every machine

from tests.property.draws.reading import Json

HARBORS, PIERS, PLACES_OF_A_PIER = 40, 5, 20
RENEWING, EXCHANGING, NEW = 2_400, 600, 10_000

# Beam with its margin, and length, of places and of the boats that they are made for.
SIZES = ((2000, 5000), (2500, 6000), (3000, 8000), (3500, 9500), (4000, 11000), (4500, 13000))
HOW_MANY_OF_EACH = (10, 30, 30, 18, 8, 4)
BEAM_MARGIN = 300


def season(seed: int = 1, *, exchangers_first: bool = False) -> Json:
    """One lottery for all, for whom free berths alone would do little; or exchangers as a class before all others."""
    dice = Random(seed)
    berths = [berth for harbor in range(HARBORS) for berth in a_harbor(dice, harbor)]
    exchanging = sorted(berths, key=lambda berth: dice.random() ** (1 / (1 + int(berth["harbor"][1:]))))[-EXCHANGING:]
    kept = {berth["id"] for berth in exchanging}
    renewing = dice.sample([berth for berth in berths if berth["id"] not in kept], RENEWING)
    people = [
        *(a_tenant(dice, f"r{turn}", berth, "renew") for turn, berth in enumerate(renewing)),
        *(a_tenant(dice, f"x{turn}", berth, "exchange") for turn, berth in enumerate(exchanging)),
        *(a_newcomer(dice, f"n{turn}") for turn in range(NEW)),
    ]
    tickets = dice.sample(range(2**50), len(people))
    first = {"exchange": 1} if exchangers_first else {}
    queue = [
        {**one, "class": first.get(one["mode"], 2), "ticket": ticket}
        for one, ticket in zip(people, tickets, strict=True)
    ]
    return {"format": "berth-match/1", "rules": {"beam_margin": BEAM_MARGIN}, "berths": berths, "applicants": queue}


def a_harbor(dice: Random, harbor: int) -> list[Json]:
    return [
        {"id": f"{harbor}/{pier}/{number}", "harbor": f"H{harbor}", "pier": f"{pier}", "width": width, "length": length}
        for pier in range(PIERS)
        for number in range(PLACES_OF_A_PIER)
        for width, length in dice.choices(SIZES, HOW_MANY_OF_EACH)
    ]


def a_newcomer(dice: Random, name: str) -> Json:
    size = dice.choices(SIZES, HOW_MANY_OF_EACH)[0]
    return {"id": name, "mode": "new", "current": None, "boat": a_boat(dice, size), "choices": a_list(dice)}


def a_tenant(dice: Random, name: str, berth: Json, mode: str) -> Json:
    """The boat is one for the place; who would exchange wants to get to another harbor, or to another pier."""
    boat = a_boat(dice, (berth["width"], berth["length"]))
    choices = a_list(dice, leaving=berth["harbor"]) if mode == "exchange" else []
    return {"id": name, "mode": mode, "current": berth["id"], "boat": boat, "choices": choices}


def a_boat(dice: Random, size: tuple[int, int]) -> Json:
    width, length = size
    return {"beam": width - BEAM_MARGIN - 100 * dice.randrange(5), "length": length - 500 * dice.randrange(3)}


def a_list(dice: Random, *, leaving: str = "") -> list[Json]:
    """Three to five harbors, those with low numbers more often; one in five names the pier first."""
    wanted = {f"H{int(HARBORS * dice.random() ** 3)}": None for _ in range(dice.choice((3, 4, 4, 4, 5)))}
    wanted.pop(leaving, None)
    return [choice for harbor in wanted for choice in a_choice(dice, harbor)]


def a_choice(dice: Random, harbor: str) -> Sequence[Json]:
    pier: Json = {"harbor": harbor, "pier": f"{dice.randrange(PIERS)}"}
    return [pier, {"harbor": harbor}] if dice.randrange(5) == 0 else [{"harbor": harbor}]
