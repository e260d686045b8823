"""Knows an application as its applicant sees it: the person whose it is, or whoever has its edit token."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import graphene
from aiodataloader import DataLoader

from harbors.access.records import Scope
from harbors.allocations.reads import own_result
from harbors.allocations.receipts import Receipt
from harbors.applications import records
from harbors.applications.reads import STATEMENTS, application_from_row, own_application, present_capability
from harbors.corrections.reads import Decision
from harbors.corrections.records import Correction as CorrectionRecord
from harbors.errors import NotFound
from harbors.odds.reads import own_odds
from harbors.queues import records as queues
from harbors.queues.reads import standings_of
from schema import ids
from schema.applicants import Applicant, Boat, GivenConsent
from schema.application_words import ApplicationStatus, Channel, Confirmation, Mode
from schema.catalogue.common import Node
from schema.context import Context
from schema.corrections import ApplicationDecision, Correction, read_corrections, read_decision
from schema.lists import some
from schema.odds import ApplicationOdds, Foretold, foretold
from schema.offers import offer_of_application
from schema.permissions import KNOWN
from schema.queues import Standings
from schema.reads.declare import KEY, Listing, Relation, Resolved, SortKey
from schema.reads.fields import ReadField, computed, to_one
from schema.reads.loading import Row, load_row
from schema.reads.registry import graphql_type, read_type
from schema.reads.resources import Resource
from schema.receipts import ApplicationReceipt, read_receipt
from schema.results import ApplicationResult, Choice, Ranked, Told

# Beside the columns of a row: the edit token by which this request sees it.
_TOKEN = "edit_token"


async def see(context: Context, id: records.ApplicationId, edit_token: str | None) -> Row | None:
    """The application with this id: one's own, or that of the token."""
    if edit_token is None:
        return await load_row(context, read_type("Application"), id) if context.principal.is_known else None
    async with context.unit_of_work() as connection:
        try:
            application = await own_application(connection, id, edit_token=edit_token)
        except NotFound:
            return None
    return as_seen(context, application, edit_token)


def as_seen(context: Context, application: records.Application, edit_token: str) -> Row:
    """An application that whoever asks has the token of."""
    loader(context).prime(application.id, application)
    values = {name: getattr(application, name) for name in _PLAIN} | {_TOKEN: edit_token}
    return Row(read_type("Application"), "Application", values)


def loader(context: Context) -> DataLoader[UUID, records.Application]:
    """Whole applications of the one who asks, in one statement for all that are asked for in this turn."""

    async def batch(keys: Sequence[UUID]) -> list[records.Application | None]:
        rows = await context.fetch_own(STATEMENTS.load_applications.text, list(keys))
        found = {row["id"]: application_from_row(row) for row in rows}
        return [found.get(key) for key in keys]

    if "applications" not in context.loaders:
        context.loaders["applications"] = DataLoader(batch)
    known: DataLoader[UUID, records.Application] = context.loaders["applications"]
    return known


async def _whole(row: Row, info: Any) -> records.Application:
    return await loader(info.context).load(row.values["id"])


class ApplicationEvent(graphene.ObjectType):
    """One line of the history of an application."""

    number = graphene.Int(required=True, description="Counts from 1.")
    at = graphene.DateTime(
        required=True,
        resolver=lambda item, _info: datetime.fromisoformat(item["at"]),
        description="When it was done.",
    )
    event = graphene.String(
        required=True,
        description="What was done: SUBMITTED, ENTERED (a clerk entered paper), CARRIED (into the next round, or from "
        "the one before), NOT_CARRIED (the next round could not take it as it was), EDITED, CLAIMED, CLASS_SET, "
        "DUPLICATE_RESOLVED, ASKED (staff asked the applicant for something), WITHDRAWN, DECLINED (what was given), "
        "HANDLED (the place is let) or EXPIRED (the offer of it).",
    )
    actor = graphene.String(required=True, description="Who did it: the APPLICANT, STAFF or the SYSTEM.")


async def _consents(row: Row, info: Any) -> list[dict[str, Any]]:
    consents = (await _whole(row, info)).consents
    return [{"key": key, "given_at": at} for key, at in sorted(consents.items())]


async def _applicant(row: Row, info: Any) -> records.Applicant:
    return (await _whole(row, info)).applicant


async def _boat(row: Row, info: Any) -> records.Boat:
    return (await _whole(row, info)).boat


async def _choices(row: Row, info: Any) -> list[Ranked]:
    return [Ranked(rank, choice) for rank, choice in enumerate((await _whole(row, info)).choices)]


async def _result(row: Row, info: Any) -> Told | None:
    application = await _whole(row, info)
    async with info.context.unit_of_work() as connection:
        await present_capability(connection, row.values.get(_TOKEN))
        result = await own_result(connection, application.id, round_id=application.round_id)
    return Told(result, application.choices) if result else None


async def _receipt(row: Row, info: Any) -> Receipt | None:
    return await read_receipt(info.context, row, edit_token=row.values.get(_TOKEN))


async def _decision(row: Row, info: Any) -> Decision | None:
    return await read_decision(info.context, row, edit_token=row.values.get(_TOKEN))


async def _corrections(row: Row, info: Any) -> list[CorrectionRecord]:
    return await read_corrections(info.context, row, edit_token=row.values.get(_TOKEN))


async def _carried_to(row: Row, info: Any) -> Row | None:
    token = row.values.get(_TOKEN)
    async with info.context.unit_of_work() as connection:
        await present_capability(connection, token)
        id = await STATEMENTS.carried_to.value(connection, id=row.values["id"])
    return None if id is None else await see(info.context, records.ApplicationId(id), token)


async def _odds(row: Row, info: Any) -> list[Foretold] | None:
    application = await _whole(row, info)
    async with info.context.unit_of_work() as connection:
        await present_capability(connection, row.values.get(_TOKEN))
        tally = await own_odds(connection, application.id)
    return None if tally is None else list(foretold(tally, application.choices))


async def _standings(row: Row, info: Any) -> queues.Standings | None:
    async with info.context.unit_of_work() as connection:
        await present_capability(connection, row.values.get(_TOKEN))
        return await standings_of(connection, row.values["id"])


async def _newest_offer(row: Row, info: Any) -> Row | None:
    return await offer_of_application(info.context, row.values["id"], row.values.get(_TOKEN))


def _confirmation(row: Row, _info: Any) -> records.Confirmation:
    confirmed = row.values["confirmed_at"] is not None
    return records.Confirmation.CONFIRMED if confirmed else records.Confirmation.UNCONFIRMED


def _resolved(type_: Any, resolver: Any, *columns: str, **options: Any) -> ReadField:
    return ReadField(type_, Resolved(("id", *columns)), resolver=resolver, **options)


class Application(Resource):
    """An application, as its applicant and the clerks of the round's provider see it."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "applications",
            visible="({row}.person_id = acting_person() OR {row}.organisation_id = ANY(acting_organisations()) "
            "OR {row}.round_id IN (SELECT handled.id FROM rounds handled "
            "WHERE handled.provider_id = ANY(acting_for('CLERK'))))",
            order=(SortKey("{row}.submitted_at", "timestamptz", descending=True), KEY),
            access=KNOWN.within(Scope.APPLICATIONS_READ),
            about="{row}.person_id",
        )

    reference = graphene.String(
        required=True, description="What people tell each other; the last character checks the others."
    )
    public_id = graphene.String(
        required=True, description="The random name under which the results are published, without the person."
    )
    status = ApplicationStatus(required=True, description="Where the application stands.")
    confirmation = _resolved(
        Confirmation,
        _confirmation,
        "confirmed_at",
        required=True,
        description="Whether it is known that the mail address is the applicant's.",
    )
    round = to_one("Round", "round_id", required=True, description="The round that it takes part in.")
    class_number = graphene.Int(
        required=True, description="The priority class, given by the rules of the round and never by the applicant."
    )
    applicant = _resolved(Applicant, _applicant, required=True, description="Who applies.")
    boat = _resolved(Boat, _boat, required=True, description="The boat that needs a place.")
    choices = _resolved(some(Choice), _choices, required=True, description="What is wanted, the most wanted first.")
    accessibility_required = graphene.Boolean(
        required=True,
        description="Whether the place has to be accessible: seen by the applicant and by clerks of the round.",
    )
    submitted_at = graphene.DateTime(required=True, description="When it was submitted.")
    edited_at = graphene.DateTime(description="When it was last edited.")
    withdrawn_at = graphene.DateTime(description="When it was withdrawn.")
    claimed_at = graphene.DateTime(
        description="When its person claimed it; null unless it was made without an account."
    )
    odds = _resolved(
        some(ApplicationOdds),
        _odds,
        description="The odds before the draw, from simulated draws of the round as it stood within the hour; null "
        "while nothing is known since the application was last changed.",
    )
    standings = _resolved(
        Standings, _standings, description="Where it stands in the queue, once its round left it without a place."
    )
    mode = Mode(required=True, description="What is applied for.")
    lease = to_one("Lease", "lease_id", description="The place that a tenant has, who keeps or changes it.")
    organisation = to_one("Organisation", "organisation_id", description="The organisation that applies, if one does.")
    channel = Channel(required=True, description="How it came in.")
    waiting_since = graphene.DateTime(
        required=True, description="When it was first submitted, in whichever round: carried over it keeps its years."
    )
    carried_to = _resolved(
        lambda: graphql_type("Application"),
        _carried_to,
        description="The same in the next round, into which it was carried without luck; it has the same edit token.",
    )
    class_reason = graphene.String(description="Why staff set the class; null where the rules of the round did.")
    consents = _resolved(some(GivenConsent), _consents, required=True, description="What the applicant agreed to.")
    history = computed(
        some(ApplicationEvent),
        Listing(
            "FROM application_events AS item WHERE item.application_id = {row}.id",
            columns=("number", "at", "event", "actor"),
            order="item.number",
        ),
        required=True,
        description="What was done to it, in order.",
    )
    receipt = _resolved(
        ApplicationReceipt,
        _receipt,
        description="What was sealed of it, to be checked against the published root; null before the freeze.",
    )
    decision = _resolved(
        ApplicationDecision, _decision, description="What was decided about it; null until the results are published."
    )
    corrections = _resolved(
        some(Correction),
        _corrections,
        required=True,
        description="What was asked of humans about it, in order.",
    )
    offer = _resolved(
        lambda: graphql_type("Offer"),
        _newest_offer,
        description="The newest offer of what was given; null: none.",
    )
    result = _resolved(
        ApplicationResult, _result, "round_id", description="What the draw came to; null before the draw."
    )


_PLAIN = read_type("Application").columns


async def _application(_root: None, info: Any, id: str, edit_token: str | None = None) -> Row | None:
    return await see(info.context, records.ApplicationId(ids.decode_as("Application", id)), edit_token)


class ApplicationQuery:
    """The root of one's own application."""

    application = graphene.Field(
        Application,
        args={
            "id": graphene.Argument(graphene.ID, required=True, description="The id of an Application."),
            "edit_token": graphene.Argument(
                graphene.String,
                description="The capability that was shown when the application was submitted; whoever is signed in "
                "needs none for their own.",
            ),
        },
        resolver=_application,
        description="One's own application; null for everybody else.",
    )
