"""Knows the files that both kinds of bundle have, as JSON: the inputs as they were sealed, and what came of them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from harbors.bundles.records import DrawnRound
from harbors.draws.records import Cycle, Mode
from harbors.draws.tickets import ticket
from harbors.proofs.canonical import canonical, canonical_leaf
from harbors.proofs.freezing import places_document
from harbors.proofs.rules import seed_of

NOTHING_SEALED: Mapping[str, str] = {}


def shared_files(drawn: DrawnRound, *, names: Mapping[str, str] = NOTHING_SEALED) -> dict[str, bytes]:
    """Everything but the applications. ``names`` has what sealed applications are called instead of by their ids."""
    frozen = drawn.frozen
    return {
        "rules.json": canonical(frozen.rules),
        "places.json": canonical(places_document(frozen.places, frozen.harbors)),
        "seed.json": canonical(_seed(drawn)),
        "withdrawals.jsonl": lines(_withdrawals(drawn, names)),
        "events.jsonl": lines(_events(drawn, names)),
        "result.json": canonical_leaf(_result(drawn, names)),
    }


def lines(values: Iterable[Any]) -> bytes:
    """A line of JSON for each value."""
    return b"".join(canonical_leaf(value) + b"\n" for value in values)


def numbers_of_places(drawn: DrawnRound) -> dict[str, int]:
    """The number of each place by its id."""
    return {place.id: number for number, place in enumerate(drawn.frozen.places)}


def _seed_bytes(drawn: DrawnRound) -> bytes:
    return seed_of(beacon=drawn.beacon.randomness, root=drawn.frozen.root, round_name=drawn.round_name)


def _seed(drawn: DrawnRound) -> dict[str, Any]:
    beacon = drawn.beacon
    return {
        "round": drawn.round_name,
        "root": drawn.frozen.root.hex(),
        "beacon": {
            "source": beacon.source,
            "round": beacon.round,
            "randomness": beacon.randomness.hex(),
            "signature": beacon.signature.hex(),
        },
        "seed": _seed_bytes(drawn).hex(),
    }


def _withdrawals(drawn: DrawnRound, names: Mapping[str, str]) -> Iterator[dict[str, str]]:
    told = {names.get(one.id, one.id): one.at.isoformat() for one in drawn.withdrawals}
    for id in sorted(told, key=str.encode):
        yield {"id": id, "at": told[id]}


def _events(drawn: DrawnRound, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    numbers = numbers_of_places(drawn)
    for event in drawn.outcome.events:
        yield {
            "number": event.number,
            "head": None if event.head is None else names.get(event.head, event.head),
            "cycles": [_cycle(cycle, names, numbers) for cycle in event.cycles],
        }


def _cycle(cycle: Cycle, names: Mapping[str, str], numbers: Mapping[str, int]) -> dict[str, Any]:
    """The choice that a sealed application won stays untold: it says how many better ones there were."""
    return {
        "members": [
            [names.get(id, id), None if id in names else choice, numbers[place]] for id, choice, place in cycle.members
        ],
        "moves": [[names.get(id, id), numbers[place]] for id, place in cycle.moves],
    }


def _result(drawn: DrawnRound, names: Mapping[str, str]) -> dict[str, Any]:
    numbers = numbers_of_places(drawn)
    closed = {numbers[place]: event for place, event in drawn.outcome.closed.items()}
    return {"order": list(_order(drawn, names)), "closed": [[place, closed[place]] for place in sorted(closed)]}


def _order(drawn: DrawnRound, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    seed = _seed_bytes(drawn)
    for id in drawn.outcome.order:
        if id in names:
            yield {"id": names[id]}
        else:
            yield {"id": id, "ticket": ticket(id, seed=seed), "rank": drawn.outcome.rank[id]}


def effective_mode(drawn: DrawnRound, public_id: str, mode: Mode) -> Mode:
    """A tenant who withdrew the wish for another place keeps the own one."""
    withdrawn = any(one.id == public_id for one in drawn.withdrawals)
    return Mode.RENEW if withdrawn and mode is Mode.EXCHANGE else mode
