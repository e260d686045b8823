"""Knows the public bundle: what is needed to draw again, and nothing that tells people.

Applications that could be linked with a boat at its berth are sealed: of their records only the leaves are there, so
that the root still follows, and of what they won only what the draw of the others depends on.
"""

from collections.abc import Iterator, Mapping, Set
from typing import Any

from harbors.bundles.archive import packed
from harbors.bundles.columns import columns
from harbors.bundles.documents import effective_mode, lines, numbers_of_places, shared_files
from harbors.bundles.records import DrawnRound
from harbors.draws.records import Mode
from harbors.proofs.canonical import canonical_leaf
from harbors.proofs.merkle import leaf_hash
from harbors.proofs.records import PublicRecord
from harbors.proofs.rules import leaf_of

# From so many applications on, they are written as CSV: JSON of a million takes longer to read than to draw.
MANY = 100_000


def public_bundle(drawn: DrawnRound, *, sealed: Set[str]) -> bytes:
    """The bundle as bytes. ``sealed`` comes from ``harbors.bundles.linkage``, once; all of it has a place.

    A bundle that is made again later needs the same ``sealed``, as boats of persons who were erased are not known.
    """
    names = {id: f"#{turn}" for turn, id in enumerate(drawn.outcome.order) if id in sealed}
    files = shared_files(drawn, names=names)
    files |= instance_file(drawn, names) | {"sealed.jsonl": lines(_sealed(drawn, names))}
    return packed(files, kind="public")


def instance_file(drawn: DrawnRound, names: Mapping[str, str]) -> dict[str, bytes]:
    """The applications in order of public id, each as its leaf; of those with ``names`` the hash of it."""
    records = drawn.frozen.records
    if len(records) >= MANY:
        return {"instance.csv": columns(records, sealed=names.keys())}
    return {"instance.jsonl": b"".join(_leaf(record, names) + b"\n" for record in records)}


def _leaf(record: PublicRecord, names: Mapping[str, str]) -> bytes:
    leaf = leaf_of(record)
    return canonical_leaf({"sealed": leaf_hash(leaf).hex()}) if record.id in names else leaf


def _sealed(drawn: DrawnRound, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """What the draw of the others depends on, in order of the events."""
    records = {record.id: record for record in drawn.frozen.records}
    numbers = numbers_of_places(drawn)
    harbors = {harbor: number for number, harbor in enumerate(drawn.frozen.harbors)}
    for event in drawn.outcome.events:
        for id, choice, place in (member for cycle in event.cycles for member in cycle.members if member[0] in names):
            number = numbers[place]
            yield {
                "name": names[id],
                "mode": str(effective_mode(drawn, id, records[id].mode)),
                "current": records[id].current,
                "harbor": harbors[drawn.frozen.places[number].harbor],
                "places": list(won_places(drawn, records[id], choice)),
                "event": event.number,
                "place": number,
            }


def won_places(drawn: DrawnRound, record: PublicRecord, choice: int) -> tuple[int, ...]:
    """The places of the choice that was won; of who renews or falls back on the own place, that place."""
    if effective_mode(drawn, record.id, record.mode) is Mode.RENEW or choice >= len(record.choices):
        return () if record.current is None else (record.current,)
    return record.choices[choice].places
