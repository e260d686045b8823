"""Knows how the command line tells of rounds and their draws, as plain JSON."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from harbors.allocations.drawn import Result
from harbors.allocations.reads import Draw
from harbors.allocations.records import Freeze
from harbors.beacons.documents import write_plan
from harbors.rounds.documents import write_rules, write_text
from harbors.rounds.records import Round
from harbors.rounds.rules import status_of
from harbors.sql import Row
from schema import ids

Json = dict[str, Any]


def brief(a_round: Round, *, now: datetime) -> Json:
    """A round in a list."""
    return {
        "id": ids.encode("Round", a_round.id),
        "code": a_round.code,
        "status": status_of(a_round, now=now),
        "names": write_text(a_round.name),
        "seasonStarts": a_round.season.starts.isoformat(),
        "seasonEnds": a_round.season.ends.isoformat(),
        "opensAt": a_round.opens_at.isoformat(),
        "closesAt": a_round.closes_at.isoformat(),
        "publishesAt": a_round.publishes_at.isoformat(),
        **{name: at and at.isoformat() for name, at in _stages(a_round).items()},
    }


def _stages(a_round: Round) -> dict[str, datetime | None]:
    return {
        "closedAt": a_round.closed_at,
        "frozenAt": a_round.frozen_at,
        "drawnAt": a_round.drawn_at,
        "releasedAt": a_round.released_at,
        "publishedAt": a_round.published_at,
    }


def whole(a_round: Round, draw: Draw | None, *, now: datetime) -> Json:
    """A round with its rules and its draw."""
    return {**brief(a_round, now=now), "rules": write_rules(a_round.rules), "draw": draw and _draw(draw)}


def frozen(freeze: Freeze) -> Json:
    """What a round was sealed by, and what it waits for."""
    return {
        "code": freeze.round.code,
        "freeze": freeze.number,
        "root": freeze.root,
        "beacon": None if freeze.plan is None else write_plan(freeze.plan),
    }


def drawn(row: Row) -> Json:
    """What a draw came to, and where it stands."""
    times = {name: row[name] and row[name].isoformat() for name in ("released_at", "published_at")}
    return {
        "code": row["code"],
        "kind": row["kind"],
        "version": row["version"],
        "seed": row["seed"],
        "engine": row["engine"],
        "applicants": row["applicant_count"],
        "places": row["place_count"],
        "awards": row["award_count"],
        "byRank": list(row["by_rank"]),
        "digest": row["result_digest"],
        "bundle": row["bundle_digest"],
        "runBy": row["run_by"],
        "releasedBy": row["released_by"],
        "releasedAt": times["released_at"],
        "publishedAt": times["published_at"],
    }


def published(a_round: Round, draw: Draw, results: Iterable[Result]) -> Json:
    """The results of a draw by ticket and not by name."""
    return {"code": a_round.code, **_draw(draw), "results": [_result(one) for one in results]}


def _draw(draw: Draw) -> Json:
    return {
        "seed": draw.seed,
        "engine": draw.engine,
        "applicants": draw.applicant_count,
        "places": draw.place_count,
        "awards": draw.award_count,
        "digest": draw.result_digest,
    }


def _result(one: Result) -> Json:
    return {
        "position": one.position,
        "publicId": one.public_id,
        "ticket": one.ticket,
        "class": one.class_number,
        "rank": one.rank,
    }
