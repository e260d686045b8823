"""Knows one drawn round that the tests of the verifier take apart, and how to forge its bundles."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from io import BytesIO
from random import Random  # noqa: TID251 - one seed, so that it is the same round in every run
from typing import Any
from zipfile import ZipFile

import rfc8785

from harbors.bundles.full import full_bundle
from harbors.bundles.public import public_bundle
from harbors.bundles.records import DrawnRound
from harbors.verification.records import Verdict
from harbors.verification.verifying import verify
from tests.drawn_rounds import BEACON, Shape, make_round

Files = dict[str, bytes]

# Of these seeds one whose round has everything: see test_the_round_has_everything_that_can_be_forged.
_SEED = 285


@cache
def a_drawn_round() -> DrawnRound:
    return make_round(Random(_SEED), Shape(harbors=2, places=32, applicants=60, keyed=True))


def another_drawn_round() -> DrawnRound:
    return make_round(Random(_SEED + 1), Shape())


def sealed_here() -> frozenset[str]:
    """Every third of those who have a place."""
    placed = [id for id, place in a_drawn_round().outcome.assignment.items() if place is not None]
    return frozenset(placed[::3])


@cache
def a_public_bundle() -> bytes:
    return public_bundle(a_drawn_round(), sealed=sealed_here())


@cache
def an_open_bundle() -> bytes:
    """A public bundle with nothing sealed."""
    return public_bundle(a_drawn_round(), sealed=frozenset())


@cache
def a_full_bundle() -> bytes:
    return full_bundle(a_drawn_round())


def the_root() -> str:
    return a_drawn_round().frozen.root.hex()


def verdict_on(bundle: bytes) -> Verdict:
    """With everything given that can be given separately."""
    return verify(bundle, root=the_root(), beacon_round=BEACON.round, beacon=BEACON.randomness.hex())


def unpacked(bundle: bytes) -> Files:
    with ZipFile(BytesIO(bundle)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files; the manifest stays as it is."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return target.getvalue()


def with_right_hashes(files: Mapping[str, bytes]) -> Files:
    manifest = json.loads(files["manifest.json"])
    manifest["files"] = {name: sha256(text).hexdigest() for name, text in files.items() if name != "manifest.json"}
    return {**files, "manifest.json": rfc8785.dumps(manifest)}


def forged(bundle: bytes, file: str, change: Callable[[Any], None], *, line: int | None = None) -> bytes:
    """A bundle with one document changed, or one line (from 1) of it, and all hashes made right again."""
    files = unpacked(bundle)
    texts = files[file].splitlines() if line is not None else [files[file]]
    value = json.loads(texts[(line or 1) - 1])
    change(value)
    texts[(line or 1) - 1] = rfc8785.dumps(value)
    files[file] = b"".join(text + b"\n" for text in texts) if line is not None else texts[0]
    return repacked(with_right_hashes(files))


def rows(bundle: bytes, file: str) -> list[Any]:
    return [json.loads(line) for line in unpacked(bundle)[file].splitlines()]
