"""Knows what clerks see of an act on many applications: how far it is, and what became of each."""

from typing import Any
from uuid import UUID

import graphene

from harbors.handlings import reads, records
from harbors.handlings.letters import letters
from harbors.rounds.reads import hold_round
from harbors.rounds.records import RoundId
from schema import ids
from schema.enums import described
from schema.languages import Language
from schema.lists import some
from schema.mutations.payloads import Problem
from schema.reads.loading import Row, load_row
from schema.reads.registry import graphql_type, read_type

MOST_HANDLINGS = 100
MOST_ITEMS = 1_000

HandlingAct = described(
    records.HandlingAct,
    "What is done to many applications at once.",
    SET_CLASS="Each is given a class.",
    RESOLVE_DUPLICATES="The open pairs of each are found to be the same or not.",
    ATTEST_RESIDENCE="The residence that each tells is vouched for, or found not to be so.",
    DECIDE_REPRESENTATION="That each acts for its organisation is verified, or refused.",
    ASK="Each applicant is asked for something by mail.",
    WITHDRAW="Each is taken out of the round.",
)
HandlingOutcome = described(
    records.HandlingOutcome,
    "What became of one application.",
    DONE="It was done.",
    UNCHANGED="It was so already.",
    REFUSED="It could not be done.",
)
DuplicateResolution = described(
    records.DuplicateResolution,
    "What the open pairs of applications are found to be.",
    NOT_THE_SAME="Different people, or different boats.",
    KEEP_OLDEST="The same: of each pair the one that came in last is withdrawn.",
    KEEP_NEWEST="The same: of each pair the one that came in first is withdrawn.",
)
ApplicantQuestion = described(
    records.ApplicantQuestion,
    "What applicants are asked for.",
    MISSING_TITLE="Since when the boat is owned or held, and a paper that says so.",
    UNVERIFIED_RESIDENCE="To sign in strongly, so that the residence is known.",
    UNVERIFIED_ORGANISATION="A paper that says that they act for the organisation.",
)


async def _application(item: records.Item, info: Any) -> Row | None:
    return await load_row(info.context, read_type("Application"), item.application_id)


class HandlingItem(graphene.ObjectType):
    """One application in an act on many."""

    application = graphene.Field(
        lambda: graphql_type("Application"),
        resolver=_application,
        description="The application as it stands now; null once it is not to be seen any more.",
    )
    application_id = graphene.ID(
        required=True,
        resolver=lambda item, _info: ids.encode("Application", item.application_id),
        description="Its id, also of one that is not to be seen any more: what comes after it is the next page.",
    )
    outcome = HandlingOutcome(description="What became of it; null while it is still to come.")
    problem = graphene.Field(Problem, description="Why it was refused.")


async def _items(
    handling: records.Handling,
    info: Any,
    first: int,
    outcome: records.HandlingOutcome | None = None,
    after: str | None = None,
) -> list[records.Item]:
    key: UUID | None = None if after is None else ids.decode_as("Application", after)
    async with info.context.unit_of_work() as connection:
        most = max(0, min(first, MOST_ITEMS))
        return await reads.items_of(connection, handling.id, outcome=outcome, after=key, most=most)


async def _progress(handling: records.Handling, info: Any) -> records.Progress:
    async with info.context.unit_of_work() as connection:
        return await reads.progress_of(connection, handling.id)


class HandlingProgress(graphene.ObjectType):
    """How far an act on many applications is."""

    total = graphene.Int(required=True, description="How many applications it is about.")
    done = graphene.Int(required=True, description="Of how many it was done.")
    unchanged = graphene.Int(required=True, description="Of how many it was so already.")
    refused = graphene.Int(required=True, description="Of how many it could not be done.")
    waiting = graphene.Int(required=True, description="How many are still to come.")


class Handling(graphene.ObjectType):
    """An act of staff on many applications: what was done to each stays, whatever was refused of another."""

    id = graphene.ID(
        required=True,
        resolver=lambda handling, _info: ids.encode("Handling", handling.id),
        description="Names it.",
    )
    act = HandlingAct(
        required=True, resolver=lambda handling, _info: handling.act.kind, description="What is done to each."
    )
    detail = graphene.String(
        resolver=lambda handling, _info: _told(handling.act.detail),
        description="The number of the class, the resolution, `true` or `false`, the question; null for a withdrawal.",
    )
    reason = graphene.String(required=True, description="Why, in the words of the clerk.")
    created_at = graphene.DateTime(required=True, description="When it was asked for.")
    ended_at = graphene.DateTime(description="When nothing was left to do; null while it goes on.")
    progress = graphene.Field(HandlingProgress, required=True, resolver=_progress, description="How far it is.")
    items = graphene.Field(
        some(HandlingItem),
        required=True,
        outcome=graphene.Argument(HandlingOutcome, description="Only of which this became."),
        after=graphene.ID(description="Only those after this Application, in order of their keys."),
        first=graphene.Int(default_value=100, description=f"At most so many, {MOST_ITEMS} in all."),
        resolver=_items,
        description="The applications, and what became of each.",
    )


def _told(detail: int | bool | str | None) -> str | None:
    return str(detail).lower() if isinstance(detail, bool) else None if detail is None else str(detail)


class Letter(graphene.ObjectType):
    """A mail as applicants of one language will read it."""

    language = Language(required=True, description="The language.")
    subject = graphene.String(required=True, description="Its first line.")
    paragraphs = graphene.Field(
        some(graphene.String),
        required=True,
        description="What it says between greeting and signature; where the reference of the application comes: …",
    )
    recipients = graphene.Int(
        required=True, description="How many who read this language wait now, and have a mail address."
    )


async def handlings_of_desk(round_id: RoundId, info: Any, first: int) -> list[records.Handling]:
    """What was done to many applications of a round."""
    async with info.context.unit_of_work() as connection:
        return await reads.handlings_of(connection, round_id, most=max(0, min(first, MOST_HANDLINGS)))


async def letters_of_desk(
    round_id: RoundId, info: Any, question: records.ApplicantQuestion, reason: str
) -> list[records.Letter]:
    """The mail that would be sent."""
    async with info.context.unit_of_work() as connection:
        return await letters(connection, question, a_round=await hold_round(connection, round_id), reason=reason)


async def load_handling(context: Any, id: UUID) -> records.Handling | None:
    """The handling as it stands now, for those who may see it."""
    async with context.unit_of_work() as connection:
        return await reads.find_handling(connection, records.HandlingId(id))
