"""Knows the desk of a round: what its staff have to look at, demand and supply, and what a draw refused."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import graphene

from harbors.access.records import Role, Scope
from harbors.access.rules import acts_for
from harbors.rounds.reads import provider_of_round
from harbors.rounds.records import RoundId
from harbors.sql import Connection
from harbors.worklists import reads, records
from schema import ids
from schema.context import Context
from schema.enums import described
from schema.errors import Forbidden
from schema.handlings import MOST_HANDLINGS, ApplicantQuestion, Handling, Letter, handlings_of_desk, letters_of_desk
from schema.lists import some
from schema.permissions import guarded, in_role
from schema.reads.loading import Row, load_row
from schema.reads.registry import graphql_type, read_type

HANDLES = in_role(Role.CLERK, scope=Scope.APPLICATIONS_READ)
MOST_APPLICATIONS = 200

Work = described(
    records.Work,
    "What somebody has to look at: before a round is frozen, and of corrections after its results.",
    DUPLICATES="Another application of the same person, or for the same boat; the freeze waits for these.",
    UNVERIFIED_RESIDENCE="The class follows from a residence that nobody has vouched for.",
    MISSING_TITLE="Nothing says since when the boat is owned or held.",
    UNCONFIRMED_MAIL="The link that was mailed has not been followed.",
    UNVERIFIED_ORGANISATION="Nobody has verified that the person acts for the organisation.",
    CORRECTIONS="The applicant asks for a correction of the result.",
)
RefusalGround = described(
    records.RefusalGround,
    "Why a choice was not received.",
    NOTHING_FITS="None of its places fits the boat.",
    ALL_GIVEN="All places that fit had been given before.",
)


async def _row(context: Context, type_name: str, key: Any) -> Row | None:
    return None if key is None else await load_row(context, read_type(type_name), key)


async def _harbor(one: Any, info: Any) -> Row | None:
    return await _row(info.context, "Harbor", one.harbor_id)


async def _area(one: Any, info: Any) -> Row | None:
    return await _row(info.context, "WinterStorageArea", one.area_id)


def _at_harbor() -> graphene.Field:
    return graphene.Field(lambda: graphql_type("Harbor"), resolver=_harbor, description="The harbor, of a berth.")


def _at_area() -> graphene.Field:
    return graphene.Field(
        lambda: graphql_type("WinterStorageArea"), resolver=_area, description="The area, of a winter place."
    )


class WorkCount(graphene.ObjectType):
    """How many applications wait for a kind of work."""

    work = Work(required=True, description="The kind of work.")
    count = graphene.Int(required=True, description="How many applications wait for it.")


class Balance(graphene.ObjectType):
    """Demand and supply at a harbor or winter area, for widths above a bound and up to another.

    A place counts by its width, an application by the beam of its boat and the margin of the round.
    """

    harbor = _at_harbor()
    area = _at_area()
    from_mm = graphene.Int(required=True, description="The lower bound in millimetres, exclusive.")
    to_mm = graphene.Int(required=True, description="The upper bound in millimetres, inclusive.")
    places = graphene.Int(required=True, description="How many places are in use.")
    free = graphene.Int(required=True, description="How many of them no tenant has in the season.")
    first_choices = graphene.Int(required=True, description="How many applications want to be here most of all.")
    choices = graphene.Int(required=True, description="How many applications would take a place here.")
    placed = graphene.Int(required=True, description="How many the draws gave a place here.")


class RefusalCount(graphene.ObjectType):
    """What the newest draw refused at a harbor or winter area on one ground."""

    harbor = _at_harbor()
    area = _at_area()
    ground = RefusalGround(required=True, description="Why.")
    choices = graphene.Int(required=True, description="How many choices.")
    applicants = graphene.Int(required=True, description="Of how many applications.")


def _read(read: Callable[[Connection, RoundId], Awaitable[Any]]) -> Callable[[RoundId, Any], Awaitable[Any]]:
    async def resolve(round_id: RoundId, info: Any) -> Any:
        async with info.context.unit_of_work() as connection:
            return await read(connection, round_id)

    return resolve


async def _applications(round_id: RoundId, info: Any, work: records.Work, first: int) -> list[Row]:
    """At most ``MOST_APPLICATIONS``; who looks at them is noted as for any application."""
    async with info.context.unit_of_work() as connection:
        waiting = await reads.waiting_for(connection, round_id, work, most=max(0, min(first, MOST_APPLICATIONS)))
    rows = await asyncio.gather(*(_row(info.context, "Application", id) for id in waiting))
    return [row for row in rows if row is not None]


class Desk(graphene.ObjectType):
    """What the staff of a round work with."""

    work = graphene.Field(
        some(WorkCount),
        required=True,
        resolver=_read(reads.work_counts),
        description="What is to do, kind by kind; those that are done have nothing left.",
    )
    applications = graphene.Field(
        some(lambda: graphql_type("Application")),
        required=True,
        work=Work(required=True, description="The kind of work."),
        first=graphene.Int(default_value=50, description=f"At most so many, {MOST_APPLICATIONS} in all."),
        resolver=_applications,
        description="The applications that wait for a kind of work, the oldest first.",
    )
    balances = graphene.Field(
        some(Balance),
        required=True,
        resolver=_read(reads.balances),
        description="Demand and supply, by harbor or winter area and by width.",
    )
    refusals = graphene.Field(
        some(RefusalCount),
        required=True,
        resolver=_read(reads.refusal_counts),
        description="What the newest draw refused, by harbor or winter area and by reason.",
    )
    handlings = graphene.Field(
        some(Handling),
        required=True,
        first=graphene.Int(default_value=20, description=f"At most so many, {MOST_HANDLINGS} in all."),
        resolver=handlings_of_desk,
        description="What was done to many applications at once, the newest first.",
    )
    letters = graphene.Field(
        some(Letter),
        required=True,
        question=ApplicantQuestion(required=True, description="What applicants would be asked for."),
        reason=graphene.String(required=True, description="What the clerk would write."),
        resolver=letters_of_desk,
        description="The mail with which `handleApplications` would ask all who wait, as it reads in each language.",
    )


async def _desk(_root: None, info: Any, round_id: str) -> RoundId:
    key = RoundId(ids.decode_as("Round", round_id))
    async with info.context.unit_of_work() as connection:
        provider_id = await provider_of_round(connection, key)
    if provider_id is None or not acts_for(info.context.principal, provider_id, role=Role.CLERK):
        raise Forbidden("This is for those who act for its provider as clerk or more.")
    return key


class DeskQuery:
    """The root of desks."""

    desk = guarded(
        graphene.Field(
            Desk,
            round_id=graphene.ID(required=True, description="The id of a Round."),
            resolver=_desk,
            description="The desk of a round, for clerks of its provider.",
        ),
        HANDLES,
    )
