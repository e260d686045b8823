"""Knows what clerks look up on a dock walk, and which stickers they have to post; every look is noted."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import graphene

from harbors.access.records import Role, Scope
from harbors.access.rules import acts_for
from harbors.audit.commands import write_all
from harbors.audit.records import READ, Behalf, BehalfKind, Entry
from harbors.audit.rules import actor_of
from harbors.lookups.reads import look_up
from harbors.lookups.records import Standing as Found
from harbors.places.records import ProviderId
from harbors.stickers import records as stickers
from harbors.stickers.reads import envelopes
from schema import ids
from schema.context import Context
from schema.enums import described
from schema.errors import BadInput, Forbidden, LimitExceeded
from schema.lists import some
from schema.permissions import guarded, in_role
from schema.reads.loading import Row, load_row
from schema.reads.registry import graphql_type, read_type

MOST_STANDING, MOST_ENVELOPES, LONGEST_TEXT = 200, 1_000, 60

StickerKind = described(
    stickers.StickerKind,
    "What a sticker is for.",
    BERTH="A leased berth.",
    WINTER_STORAGE="A leased marked winter place.",
    UNMARKED="A boat on unmarked winter ground.",
)


def _leads_to(type_name: str, key: str, description: str) -> graphene.Field:
    async def resolve(found: Any, info: Any) -> Row | None:
        wanted = getattr(found, key)
        return None if wanted is None else await load_row(info.context, read_type(type_name), wanted)

    return graphene.Field(lambda: graphql_type(type_name), resolver=resolve, description=description)


class FoundPlace(graphene.ObjectType):
    """A place and who has it, or a boat on unmarked ground; neither lease nor notice: nobody has the place."""

    place = _leads_to("Place", "place_id", "The berth, the marked winter place or the unmarked ground.")
    lease = _leads_to("Lease", "lease_id", "The lease, where somebody has the place now or next.")
    storage_notice = _leads_to("StorageNotice", "notice_id", "The notice of a boat on unmarked ground.")
    name = graphene.String(description="Whose it is.")
    registration = graphene.String(description="The registration of the boat, or of its trailer.")
    sticker_number = graphene.Int(description="The number that has to be seen on the boat.")
    is_paid = graphene.Boolean(description="Whether all is paid; null where nothing was ordered here.")
    starts_at = graphene.DateTime(description="From when it is there.")
    ends_at = graphene.DateTime(description="From when it is there no more.")


class Envelope(graphene.ObjectType):
    """A sticker that is still to be posted, and to whom."""

    id = graphene.ID(
        required=True,
        resolver=lambda one, _info: ids.encode("Sticker", one.id),
        description="Of the sticker, for `noteStickersPosted`.",
    )
    kind = StickerKind(required=True, description="What it is for.")
    number = graphene.Int(required=True, description="The number on it.")
    season_starts = graphene.Date(required=True, description="The first day of its season.")
    given_at = graphene.DateTime(required=True, description="When it was given.")
    name = graphene.String(description="Whom it is for.")
    address = graphene.String(description="Where it is posted; null: it is fetched, as under non-disclosure.")
    place = _leads_to("Place", "place_id", "Where the boat is.")


def _required_clerk(context: Context, identifier: str) -> ProviderId:
    """The provider, for whom the one who asks acts as clerk or more. Raises BAD_USER_INPUT, FORBIDDEN."""
    provider_id = ProviderId(ids.decode_as("Provider", identifier))
    if not acts_for(context.principal, provider_id, role=Role.CLERK):
        raise Forbidden("This is for those who act for the provider as clerk or more.")
    return provider_id


async def _look_up(_root: None, info: Any, provider_id: str, text: str) -> list[Found]:
    context, provider = info.context, _required_clerk(info.context, provider_id)
    if not 0 < len(text.strip()) <= LONGEST_TEXT:
        raise BadInput(f"text: 1 to {LONGEST_TEXT} characters.", field="text")
    async with context.unit_of_work() as connection:
        found = await look_up(connection, text, provider_id=provider, most=MOST_STANDING, now=context.now)
        looks = [
            ("Lease" if one.lease_id else "StorageNotice", one.lease_id or one.notice_id, one.person_id)
            for one in found
        ]
        await write_all(connection, _looked(context, provider, looks), chance=context.chance)
    return found


async def _to_post(_root: None, info: Any, provider_id: str, first: int = 200) -> list[stickers.Envelope]:
    context, provider = info.context, _required_clerk(info.context, provider_id)
    if not 0 <= first <= MOST_ENVELOPES:
        raise LimitExceeded(f"first: 0 to {MOST_ENVELOPES}.", limit=MOST_ENVELOPES)
    async with context.unit_of_work() as connection:
        found = await envelopes(connection, provider, most=first)
        looks = [
            (
                "StorageNotice" if one.kind is stickers.StickerKind.UNMARKED else "Lease",
                one.subject_id,
                one.person_id,
            )
            for one in found
        ]
        await write_all(connection, _looked(context, provider, looks), chance=context.chance)
    return found


def _looked(context: Context, provider_id: ProviderId, looks: Iterable[tuple[str, UUID | None, Any]]) -> list[Entry]:
    """A look at each that was found; a place that nobody has tells of nobody."""
    return [
        Entry(
            at=context.now,
            actor=actor_of(context.principal),
            operation=READ,
            request_id=context.facts.request_id,
            on_behalf=Behalf(BehalfKind.PROVIDER, provider_id),
            client_id=context.principal.client_id,
            provider_id=provider_id,
            subject_type=subject_type,
            subject_id=subject_id,
            person_id=person_id,
        )
        for subject_type, subject_id, person_id in looks
        if subject_id is not None
    ]


def _provider() -> Any:
    return graphene.Argument(graphene.ID, required=True, description="The id of the Provider.")


class LookUpQuery:
    """The roots of a dock walk."""

    look_up = guarded(
        graphene.Field(
            some(FoundPlace),
            required=True,
            args={
                "provider_id": _provider(),
                "text": graphene.Argument(
                    graphene.String,
                    required=True,
                    description="A number of a place, as `12` or `A 12`, a number of a sticker, or a registration.",
                ),
            },
            resolver=_look_up,
            description="What stands where now or next at a provider's, paid or not, and free places of that number: "
            f"{MOST_STANDING} at most. For its clerks on a dock walk, and every look is noted.",
        ),
        in_role(Role.CLERK, scope=Scope.PROVIDER_READ),
    )
    stickers_to_post = guarded(
        graphene.Field(
            some(Envelope),
            required=True,
            args={
                "provider_id": _provider(),
                "first": graphene.Argument(graphene.Int, description=f"So many of them: {MOST_ENVELOPES} at most."),
            },
            resolver=_to_post,
            description="The stickers that a provider has still to post, the first given first, with the addresses; "
            "for its clerks, and every look is noted.",
        ),
        in_role(Role.CLERK, scope=Scope.PROVIDER_READ),
    )
