"""What the page of a run says: every ratio at every scale, and how everything was measured."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from benchmarks.reads import contenders
from benchmarks.reads.contenders import ALL, Contender
from benchmarks.reads.criteria import CRITERIA
from benchmarks.reads.documents import TITLES
from benchmarks.reads.figures import Slice
from benchmarks.reads.plan import Plan
from benchmarks.reads.report import Run, report

PLAN = Plan(rounds=5, seconds=0.7, connections=8)
PEERS = Path(contenders.__file__).parent / "peers"


def slices(several: Sequence[Contender]) -> Iterator[Slice]:
    for number in range(PLAN.rounds):
        for one in several:
            if PLAN.asks(one, number):
                yield from (
                    Slice(one.program, document, number, 100 + number, 1.0, 1_000, 0.1, 0.1, 0.2) for document in TITLES
                )


def page(several: Sequence[Contender] = ALL) -> str:
    run = Run(
        day=date(2026, 11, 24),
        contenders=several,
        slices={scale: list(slices(several)) for scale in (1, 3, 10)},
        sizes={1: "some", 3: "more", 10: "most"},
        plan=PLAN,
        machine={"CPU": "one"},
        versions={"Python": "3"},
        absent=[one for one in ALL if one not in several],
    )
    return report(run, picture="benchmarks.png")


def rows_at(scale: int, text: str) -> list[str]:
    part = text.split(f"### {scale}× the catalogue")[1].split("\n### ")[0]
    return [line.split(" |")[0].removeprefix("| ").strip("*") for line in part.splitlines() if line.startswith("| **")]


@pytest.mark.parametrize("scale", [1, 3, 10])
def test_every_ratio_stands_at_every_scale(scale: int) -> None:
    assert rows_at(scale, page()) == [f"{one.ours.title} : {one.theirs.title}" for one in CRITERIA]


def test_a_ratio_to_whom_did_not_take_part_is_left_out() -> None:
    there = [one for one in ALL if one is not contenders.POSTGRAPHILE]
    left_out = {name for name in rows_at(10, page()) if name not in rows_at(10, page(there))}
    assert left_out == {f"{contenders.COMPILED.title} : {contenders.POSTGRAPHILE.title}"}


def test_nothing_must_be_reached_against_peers_that_keep_documents() -> None:
    kept = (contenders.KEPT_DOCUMENTS, contenders.STRAWBERRY_KEPT, contenders.ARIADNE_KEPT)
    assert [(one.must, one.aim) for one in CRITERIA if one.theirs in kept] == [({}, {})] * 3


def test_the_page_says_who_was_asked_how_often() -> None:
    slow = "; ".join(one.title for one in ALL if one.slow)
    assert f"second one after it, 3 in all: {slow}.\n" in page()
    assert "the slow ones" not in page([one for one in ALL if not one.slow])


def test_every_contender_is_a_program() -> None:
    assert [one.program for one in ALL if not (PEERS / f"{one.program}.py").is_file()] == []
