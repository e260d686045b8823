"""A full bundle is checked in a process of its own: what that finds is told, and one that dies accepts nothing."""

import sys
from pathlib import Path

import pytest

from ahti.checking import check_apart
from harbors.allocations.records import Beacon
from harbors.errors import Conflict
from tests import drawn_rounds
from tests.unit.verification.a_round import a_full_bundle, the_root

BEACON = Beacon(
    source=drawn_rounds.BEACON.source,
    round=drawn_rounds.BEACON.round,
    randomness=drawn_rounds.BEACON.randomness.hex(),
    signature=drawn_rounds.BEACON.signature.hex(),
)


async def test_a_bundle_that_holds_is_accepted() -> None:
    await check_apart(a_full_bundle(), root=the_root(), beacon=BEACON)


async def test_of_a_bundle_that_does_not_hold_the_place_is_told() -> None:
    with pytest.raises(Conflict, match="NOT_VERIFIED") as refused:
        await check_apart(a_full_bundle(), root="0" * 64, beacon=BEACON)
    assert "refused: rules.json, places.json and instance.jsonl: root" in str(refused.value.problems)


async def test_what_is_no_bundle_is_not_accepted() -> None:
    with pytest.raises(Conflict, match="NOT_VERIFIED"):
        await check_apart(b"no bundle", root=the_root(), beacon=BEACON)


async def test_a_check_that_dies_before_it_has_read_accepts_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dying = tmp_path / "python"
    dying.write_text("#!/bin/sh\nkill -9 $$\n")
    dying.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(dying))
    with pytest.raises(Conflict, match="NOT_VERIFIED") as refused:
        await check_apart(b"x" * 5_000_000, root=the_root(), beacon=BEACON)
    assert "the check ended with -9" in str(refused.value.problems)
