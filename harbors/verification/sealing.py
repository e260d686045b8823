"""Knows the root, the seed and the queue: that the bundle is what was sealed, and everybody's turn follows from it."""

import hashlib
from collections.abc import Iterator

from harbors.verification.contents import Content, Record
from harbors.verification.parsing import Field, canonical
from harbors.verification.records import Differs, Unreadable


def check_root(content: Content, *, root: str) -> None:
    """The root worked out from rules, places and leaves is the one that was published before the draw."""
    rules, places = (hashlib.sha256(content.files[name]).digest() for name in ("rules.json", "places.json"))
    found = hashlib.sha256(rules + places + tree(list(content.leaves))).hexdigest()
    if found != root:
        files = f"rules.json, places.json and {content.instance}"
        raise Differs(file=files, field="root", expected=root, found=found)


def tree(hashes: list[bytes]) -> bytes:
    """The Merkle root over hashes of leaves, as RFC 6962 defines it."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + tree(hashes[:split]) + tree(hashes[split:])).digest()


def check_seed(content: Content, *, root: str, beacon_round: int | None, beacon: str | None) -> bytes:
    """The seed, worked out from the beacon, the root and the name of the round.

    Randomness is the hash of its signature, with drand; the signature itself is held against the key of its source by
    whoever fetches the round there.
    """
    told, name = content.seed, content.rules["round"].text()
    source = told["beacon"].only("source", "round", "randomness", "signature")
    source["source"].text()
    randomness = source["randomness"].bytes(32)
    signature = source["signature"].bytes()
    same(told["round"], name)
    same(told["root"], root)
    source["round"].count()
    if beacon_round is not None:
        same(source["round"], beacon_round)
    if beacon is not None:
        same(source["randomness"], beacon)
    if signature:
        same(source["randomness"], hashlib.sha256(signature).hexdigest())
    seed = hashlib.sha256(randomness + bytes.fromhex(root) + hashlib.sha256(name.encode()).digest()).digest()
    same(told["seed"], seed.hex())
    return seed


def check_queue(content: Content, *, seed: bytes) -> list[str]:
    """Names in order of their turns: each ticket is the one that the seed gives, each turn follows from the tickets.

    The names of sealed applications are ``#`` and their turn: theirs can be held against no ticket.
    """
    _one_policy(content)
    drawn = [one for one in content.records if one.mode != "new" or one.id not in content.withdrawn]
    tickets = {one.id: hashlib.sha256(seed + one.id.encode()).hexdigest() for one in drawn}
    queue = iter(sorted(drawn, key=lambda one: (one.class_number, one.key or 0, tickets[one.id])))
    turns = list(content.result["order"].items())
    hidden = {one.name for one in content.sealed}
    names = []
    for turn, told in enumerate(turns):
        name = f"#{turn}"
        if name not in hidden:
            name = _next(queue, told).id
        same(told["id"], name)
        if name not in hidden:
            same(told.only("id", "ticket", "rank")["ticket"], tickets[name])
        names.append(name)
    for left in queue:
        raise Differs(file="result.json", field=f"order[{len(turns)}]", expected=left.id, found="nothing")
    for name in sorted(hidden - set(names)):
        raise Differs(file="sealed.jsonl", field="name", expected="# and a turn in the queue", found=name)
    return names


def _next(queue: Iterator[Record], told: Field) -> Record:
    record = next(queue, None)
    if record is None:
        raise Differs(
            file="result.json", field=told.path, expected="nothing, all have had their turn", found=told.value
        )
    return record


def _one_policy(content: Content) -> None:
    """Either every application has an order key, or none has."""
    for record in content.records:
        if (record.key is None) != (content.records[0].key is None):
            raise Unreadable(
                "is there for some and not for others", file=content.instance, line=record.line, field="key"
            )


def same(told: Field, expected: object) -> None:
    """A field has exactly the value that was worked out."""
    if canonical(told.value) != canonical(expected):
        raise Differs(file=told.file, line=told.line, field=told.path, expected=expected, found=told.value)
