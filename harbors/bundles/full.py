"""Knows the full bundle of a draw or a batch: nothing sealed, and everything that an auditor or an appeal needs."""

from collections.abc import Iterator
from typing import Any

from harbors.bundles.archive import packed
from harbors.bundles.documents import lines, numbers_of_places, shared_files
from harbors.bundles.public import instance_file
from harbors.bundles.records import Batch, DrawnRound
from harbors.draws.records import Explanation
from harbors.proofs.canonical import canonical


def full_bundle(drawn: DrawnRound) -> bytes:
    """The bundle as bytes; it holds personal data, and is for auditors only."""
    return packed(_files(drawn), kind="full")


def batch_bundle(drawn: DrawnRound, batch: Batch) -> bytes:
    """The bundle of a batch: what was sealed for the whole season, what the batch began with, and what came of it."""
    files = _files(drawn) | {"standing.json": batch.standing, "answers.json": batch.answers}
    return packed(files, kind="batch")


def _files(drawn: DrawnRound) -> dict[str, bytes]:
    files = shared_files(drawn) | instance_file(drawn, {})
    return files | {
        "private.jsonl": lines(_privates(drawn)),
        "order.json": canonical({"salt": drawn.order_salt.hex()}),
        "berths.jsonl": lines(_berths(drawn)),
        "final.jsonl": lines(_final(drawn)),
        "explanations.jsonl": lines(_explanations(drawn)),
        "certificates.jsonl": lines(_certificates(drawn)),
    }


def _privates(drawn: DrawnRound) -> Iterator[dict[str, Any]]:
    for record in drawn.frozen.records:
        private = drawn.privates[record.id]
        if private is None:
            yield {"id": record.id, "erased": True}
        else:
            yield {"id": record.id, "salt": private.salt.hex(), "document": private.document}


def _berths(drawn: DrawnRound) -> Iterator[dict[str, Any]]:
    for number, place in enumerate(drawn.frozen.places):
        yield {
            "number": number,
            "id": place.id,
            "harbor": place.harbor,
            "pier": place.pier,
            "width": place.width_mm,
            "length": place.length_mm,
            "depth": place.depth_mm,
            "mooring": place.mooring,
            "max_mass": place.max_mass_kg,
            "reserve": place.reserve,
            "order_key": place.order_key,
        }


def _final(drawn: DrawnRound) -> Iterator[dict[str, Any]]:
    numbers = numbers_of_places(drawn)
    for id in drawn.outcome.order:
        place = drawn.outcome.assignment[id]
        if place is not None:
            yield {"id": id, "place": numbers[place]}


def _explanations(drawn: DrawnRound) -> Iterator[dict[str, Any]]:
    """Which better choices were refused to whom, and by which event; the places of a choice are in the instance."""
    for id in drawn.outcome.order:
        if told := drawn.explanations.get(id, ()):
            yield {"id": id, "refused": [{"choice": one.choice, "event": one.event} for one in told]}


def _certificates(drawn: DrawnRound) -> Iterator[dict[str, Any]]:
    """Each closed set that refused somebody, once: many were refused by the same."""
    numbers = numbers_of_places(drawn)
    harbors = {place.id: drawn.frozen.harbors.index(place.harbor) for place in drawn.frozen.places}
    used: dict[tuple[int, int], Explanation] = {}
    for told in drawn.explanations.values():
        for one in told:
            if one.event is not None:
                used[harbors[one.fitting[0]], one.event] = one
    for (harbor, event), one in sorted(used.items(), key=lambda item: item[0]):
        tight = sorted(numbers[place] for place in one.tight)
        yield {"harbor": harbor, "event": event, "tight": tight, "holders": list(one.holders)}
