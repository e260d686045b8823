"""Knows what clerks see of circulars: how one would read and whom it would reach, and what became of those sent."""

from typing import Any
from uuid import UUID

import graphene

from harbors.access.commands import act_as_system
from harbors.access.records import Role, Scope
from harbors.access.rules import acts_for
from harbors.circulars import reads, records
from harbors.leases.records import LeaseId
from harbors.notices.records import MessageStatus as Status
from harbors.places.records import ProviderId
from schema import ids
from schema.enums import described
from schema.errors import Forbidden
from schema.languages import Language
from schema.lists import some
from schema.messages import MessageStatus
from schema.mutations.inputs import Input, TextInput, read_text
from schema.permissions import guarded, in_role
from schema.reads.fields import TranslatedText
from schema.reads.loading import Row, load_row
from schema.reads.registry import graphql_type, read_type

MOST_CIRCULARS = 100
MOST_LETTERS = 1_000
CLERKS = in_role(Role.CLERK, scope=Scope.PROVIDER_READ)

LetterOutcome = described(
    records.LetterOutcome,
    "What became of the letter for a lease.",
    WRITTEN="It is in the outbox, or on its way.",
    REPEATED="The tenant has had it for another lease already.",
    UNREACHABLE="Nobody has told an address that was confirmed: write on paper.",
)


class AudienceInput(graphene.InputObjectType):
    """Whose tenants are meant, now or later: of any of these, or all of the provider's where nothing is named."""

    harbor_ids = graphene.InputField(some(graphene.ID), description="The ids of Harbors.")
    pier_ids = graphene.InputField(some(graphene.ID), description="The ids of Piers.")
    area_ids = graphene.InputField(some(graphene.ID), description="The ids of WinterStorageAreas.")
    lease_ids = graphene.InputField(some(graphene.ID), description="The ids of Leases.")


def read_audience(given: Input | None) -> records.Audience:
    """The audience. Raises BAD_USER_INPUT for ids of something else."""
    told = given or {}

    def keys(field: str, type_name: str) -> tuple[UUID, ...]:
        return tuple(ids.decode_as(type_name, id) for id in told.get(field) or ())

    return records.Audience(
        harbor_ids=keys("harbor_ids", "Harbor"),
        pier_ids=keys("pier_ids", "Pier"),
        area_ids=keys("area_ids", "WinterStorageArea"),
        lease_ids=tuple(LeaseId(key) for key in keys("lease_ids", "Lease")),
    )


async def _lease(letter: records.Letter, info: Any) -> Row | None:
    return await load_row(info.context, read_type("Lease"), letter.lease_id)


class CircularLetter(graphene.ObjectType):
    """The letter for one lease."""

    lease = graphene.Field(
        lambda: graphql_type("Lease"),
        resolver=_lease,
        description="The lease; null once it is no more to be seen.",
    )
    lease_id = graphene.ID(
        required=True,
        resolver=lambda letter, _info: ids.encode("Lease", letter.lease_id),
        description="The id of the lease: what comes after it is the next page.",
    )
    outcome = LetterOutcome(description="What became of it; null while it is still to be written.")


class MessageCount(graphene.ObjectType):
    """How many messages stand there."""

    status = MessageStatus(required=True, description="Where they stand.")
    count = graphene.Int(required=True, description="How many.")


def _letters_that(outcome: records.LetterOutcome | None) -> Any:
    return lambda delivery, _info: delivery.letters.get(outcome, 0)


class CircularDelivery(graphene.ObjectType):
    """How far a circular has come."""

    letters = graphene.Int(
        required=True,
        resolver=lambda delivery, _info: sum(delivery.letters.values()),
        description="How many leases it is about.",
    )
    waiting = graphene.Int(required=True, resolver=_letters_that(None), description="How many are still to be written.")
    written = graphene.Int(
        required=True,
        resolver=_letters_that(records.LetterOutcome.WRITTEN),
        description="For how many the tenants were written to.",
    )
    repeated = graphene.Int(
        required=True,
        resolver=_letters_that(records.LetterOutcome.REPEATED),
        description="For how many the tenants had it already.",
    )
    unreachable = graphene.Int(
        required=True,
        resolver=_letters_that(records.LetterOutcome.UNREACHABLE),
        description="For how many there is no address.",
    )
    messages = graphene.Field(
        some(MessageCount),
        required=True,
        resolver=lambda delivery, _info: [
            {"status": status, "count": delivery.messages[status]} for status in Status if status in delivery.messages
        ],
        description="Where the messages stand that were written; only what there is.",
    )


async def _delivery(circular: records.Circular, info: Any) -> records.Delivery:
    async with info.context.unit_of_work() as connection:
        await act_as_system(connection)
        return await reads.delivery_of(connection, circular.id)


async def _letters(
    circular: records.Circular,
    info: Any,
    first: int,
    outcome: records.LetterOutcome | None = None,
    after: str | None = None,
) -> list[records.Letter]:
    key = None if after is None else LeaseId(ids.decode_as("Lease", after))
    async with info.context.unit_of_work() as connection:
        most = max(0, min(first, MOST_LETTERS))
        return await reads.letters_of(connection, circular.id, outcome=outcome, after=key, most=most)


class Circular(graphene.ObjectType):
    """One message of a provider to many tenants, each in the own language."""

    id = graphene.ID(
        required=True, resolver=lambda circular, _info: ids.encode("Circular", circular.id), description="Names it."
    )
    subjects = graphene.Field(
        TranslatedText,
        required=True,
        resolver=lambda circular, _info: circular.words.subject,
        description="Its first line in each language.",
    )
    texts = graphene.Field(
        TranslatedText,
        required=True,
        resolver=lambda circular, _info: circular.words.text,
        description="What it says in each language.",
    )
    created_at = graphene.DateTime(required=True, description="When it was asked for.")
    ended_at = graphene.DateTime(description="When all of it was written; null while it goes on.")
    delivery = graphene.Field(CircularDelivery, required=True, resolver=_delivery, description="How far it has come.")
    letters = graphene.Field(
        some(CircularLetter),
        required=True,
        outcome=graphene.Argument(LetterOutcome, description="Only those of which this became."),
        after=graphene.ID(description="Only those after this Lease, in order of their keys."),
        first=graphene.Int(default_value=100, description=f"At most so many, {MOST_LETTERS} in all."),
        resolver=_letters,
        description="The letters, and what became of each.",
    )


class CircularReading(graphene.ObjectType):
    """A circular as readers of one language will read it."""

    language = Language(required=True, description="The language.")
    subject = graphene.String(required=True, description="Its first line; empty where nothing is written.")
    paragraphs = graphene.Field(
        some(graphene.String), required=True, description="What it says between greeting and signature."
    )
    recipients = graphene.Int(required=True, description="How many who read this language would get it.")


class CircularPreview(graphene.ObjectType):
    """What a circular would do."""

    leases = graphene.Int(required=True, description="How many leases it would be about.")
    unreachable = graphene.Int(required=True, description="For how many of them nobody could be written to.")
    readings = graphene.Field(
        some(CircularReading),
        required=True,
        resolver=lambda planned, _info: planned.previews,
        description="How it would read in each language, and to how many.",
    )


async def load_circular(context: Any, id: UUID) -> records.Circular:
    """The circular as it stands now, for those who may see it."""
    async with context.unit_of_work() as connection:
        return await reads.find_circular(connection, records.CircularId(id))


def _provider(info: Any, id: str) -> ProviderId:
    """The provider that is named. Raises FORBIDDEN for who is no clerk of it."""
    key = ProviderId(ids.decode_as("Provider", id))
    if not acts_for(info.context.principal, key, role=Role.CLERK):
        raise Forbidden("This is for those who act for the provider as clerk or more.")
    return key


async def _circulars(_root: None, info: Any, provider_id: str, first: int) -> list[records.Circular]:
    key = _provider(info, provider_id)
    async with info.context.unit_of_work() as connection:
        return await reads.circulars_of(connection, key, most=max(0, min(first, MOST_CIRCULARS)))


async def _preview(
    _root: None,
    info: Any,
    provider_id: str,
    subject: Input | None = None,
    text: Input | None = None,
    audience: Input | None = None,
) -> records.Planned:
    key, context = _provider(info, provider_id), info.context
    words = records.Words(read_text(subject), read_text(text))
    async with context.unit_of_work() as connection:
        await act_as_system(connection)
        meant = read_audience(audience)
        leases = await reads.selected_leases(connection, meant, provider_id=key, now=context.now)
        return await reads.plan(connection, leases, words, provider_id=key)


_AT = {"provider_id": graphene.ID(required=True, description="The id of the Provider.")}


class CircularQuery:
    """The roots of circulars."""

    circulars = guarded(
        graphene.Field(
            some(Circular),
            required=True,
            **_AT,
            first=graphene.Int(default_value=20, description=f"At most so many, {MOST_CIRCULARS} in all."),
            resolver=_circulars,
            description="What the tenants of a provider were written, the newest first; for its clerks.",
        ),
        CLERKS,
    )
    circular_preview = guarded(
        graphene.Field(
            CircularPreview,
            required=True,
            **_AT,
            audience=graphene.Argument(AudienceInput, description="Whose tenants; all of them unless said."),
            subject=graphene.Argument(TextInput, description="The first line in each language."),
            text=graphene.Argument(TextInput, description="What is written; an empty line ends a paragraph."),
            resolver=_preview,
            description="Whom a circular would reach, and how it would read; nothing is sent. For clerks.",
        ),
        CLERKS,
    )
