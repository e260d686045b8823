"""Holds what the database has against what boaters were told: nothing lost, nothing half done, nothing twice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any
from uuid import UUID

import asyncpg

from schema import ids
from tests.integration.durability.boaters import Asked, Json, Story

_APPLICATIONS = """
    SELECT applicant.email, application.id, application.beam_mm, application.status,
           list.ranks = ARRAY(SELECT generate_series(0, cardinality(list.ranks) - 1)) AS dense, list.choices
    FROM applications AS application
    LEFT JOIN applicants AS applicant ON applicant.application_id = application.id
    CROSS JOIN LATERAL (
        SELECT coalesce(array_agg(rank ORDER BY rank), '{}') AS ranks,
               coalesce(array_agg(coalesce(harbor_id, pier_id, place_id) ORDER BY rank), '{}') AS choices
        FROM application_choices WHERE application_id = application.id
    ) AS list
"""
_KEYS = "SELECT key_hash, answer #>> '{facts,id}' AS id FROM idempotency_keys"


@dataclass(frozen=True, slots=True)
class Kept:
    """What differs from one version of an application to the next."""

    beam_mm: int
    choices: tuple[UUID, ...]
    status: str

    def after(self, asked: Asked) -> "Kept":
        if asked.operation == "withdrawApplication":
            return replace(self, status="WITHDRAWN")
        return version_of(asked.input)


def version_of(told: Json) -> Kept:
    """The version that a submission or an edit asks for."""
    choices = (ids.decode(id)[1] for choice in told["choices"] for id in choice.values())
    return Kept(told["boat"]["beamMm"], tuple(choices), "SUBMITTED")


def versions(story: Story) -> list[Kept | None]:
    """What there is of an application before its first request, and after each; no two are alike."""
    found: list[Kept | None] = [None]
    for asked in story.asked:
        before = found[-1]
        found.append(before.after(asked) if before else version_of(asked.input))
    return found


async def compare(url: str, stories: Iterable[Story]) -> None:
    """Assert that the database behind ``url``, a superuser's, has what the stories tell and nothing else."""
    connection = await asyncpg.connect(url)
    rows, keys = await connection.fetch(_APPLICATIONS), await connection.fetch(_KEYS)
    await connection.close()
    kept = {row["email"]: _kept(row) for row in rows}
    assert (len(kept), all(row["dense"] for row in rows)) == (len(rows), True), "doubled or half an application"
    done = [asked for story in stories for asked in _done(story, kept.pop(story.email, None))]
    assert kept == {}, "applications that nobody asked for"
    assert {row["key_hash"] for row in keys} == {sha256(asked.key.encode()).digest() for asked in done}
    assert {row["id"] for row in keys} == {str(row["id"]) for row in rows}


def _kept(row: Mapping[str, Any]) -> Kept:
    return Kept(row["beam_mm"], tuple(row["choices"]), row["status"])


def _done(story: Story, kept: Kept | None) -> list[Asked]:
    """The requests that had their effect: all, or all but a last one that was not answered."""
    known = versions(story)
    possible = known[-1:] if story.asked[-1].answer else known[-2:]
    assert kept in possible, f"kept: {kept}, but told: {story}"
    return story.asked[: known.index(kept)]
