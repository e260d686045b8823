"""Knows how clerks hand stickers over and note that they were posted, and managers choose what they are for."""

from typing import Any
from uuid import UUID

import graphene

from harbors.access.records import Role, Scope
from harbors.idempotency.records import Answer
from harbors.leases.reads import provider_of_lease
from harbors.places.records import ProviderId
from harbors.sql import Connection
from harbors.stickers import commands
from harbors.stickers import records as stickers
from harbors.stickers.records import StickerId
from schema import ids
from schema.errors import LimitExceeded
from schema.lists import some
from schema.lookups import MOST_ENVELOPES, StickerKind
from schema.mutations.access import provider_in, role
from schema.mutations.effects import Doing, Done, mutation
from schema.mutations.inputs import Input, idempotency_key, member
from schema.mutations.lease_inputs import lease_id
from schema.mutations.payloads import problems, thing


class NoteStickersPostedInput(graphene.InputObjectType):
    """Which stickers went out by post."""

    provider_id = graphene.ID(required=True, description="The id of the Provider.")
    sticker_ids = graphene.InputField(
        some(graphene.ID), required=True, description="The ids of what `stickersToPost` told."
    )
    idempotency_key = idempotency_key()


class GiveStickerInput(graphene.InputObjectType):
    """Which lease gets its sticker over the counter."""

    lease_id = graphene.ID(required=True, description="The id of the Lease.")
    idempotency_key = idempotency_key()


class SetStickerKindsInput(graphene.InputObjectType):
    """For which leases stickers are given."""

    provider_id = graphene.ID(required=True, description="The id of the Provider.")
    kinds = graphene.InputField(
        some(StickerKind), required=True, description="Of these places; boats on unmarked ground have one in any case."
    )
    idempotency_key = idempotency_key()


class NoteStickersPostedPayload(graphene.ObjectType):
    """How many stickers were posted, or why it was refused."""

    posted = graphene.Int(description="How many; null when it was refused.")
    errors = problems()

    def resolve_posted(self: Done, _info: Any) -> Any:
        return self.answer.facts.get("posted")


class GiveStickerPayload(graphene.ObjectType):
    """The number that was given, or why it was refused."""

    number = graphene.Int(description="The number; null when it was refused.")
    lease = thing("Lease", description="The lease; null when it was refused.")
    errors = problems()

    def resolve_number(self: Done, _info: Any) -> Any:
        return self.answer.facts.get("number")


class SetStickerKindsPayload(graphene.ObjectType):
    """Whose stickers, or why it was refused."""

    provider = thing("Provider", description="The provider; null when it was refused.")
    errors = problems()


async def _of_lease(connection: Connection, input: Input) -> ProviderId | None:
    return await provider_of_lease(connection, lease_id(input))


async def _note_posted(connection: Connection, doing: Doing, input: Input) -> Answer:
    if len(input["sticker_ids"]) > MOST_ENVELOPES:
        raise LimitExceeded(f"stickerIds: no more than {MOST_ENVELOPES}.", limit=MOST_ENVELOPES)
    wanted: list[UUID] = [ids.decode_as("Sticker", one) for one in input["sticker_ids"]]
    posted = sorted({StickerId(one) for one in wanted})
    await commands.note_posted(connection, posted, provider_id=doing.provider, now=doing.now)
    doing.changed("Provider", doing.provider, after={"stickersPosted": len(posted)})
    return Answer(facts={"posted": len(posted)})


async def _give(connection: Connection, doing: Doing, input: Input) -> Answer:
    id = lease_id(input)
    sticker = await commands.hand_sticker(connection, id, now=doing.now, chance=doing.chance)
    doing.changed("Lease", id, after={"sticker": sticker.number})
    return Answer(facts={"id": str(id), "number": sticker.number})


async def _set_kinds(connection: Connection, doing: Doing, input: Input) -> Answer:
    kinds = {member(stickers.StickerKind, one) for one in input["kinds"]} - {stickers.StickerKind.UNMARKED}
    await commands.choose_kinds(connection, doing.provider, kinds)
    doing.changed("Provider", doing.provider, after={"stickersFor": sorted(kinds)})
    return Answer(facts={"id": str(doing.provider)})


class StickerMutation:
    """The mutations of stickers."""

    note_stickers_posted = mutation(
        NoteStickersPostedPayload,
        NoteStickersPostedInput,
        _note_posted,
        access=role(Role.CLERK, at=provider_in("provider_id"), scope=Scope.PROVIDER_WRITE),
        description="Notes that stickers went out by post: they are to be posted no more.",
    )
    give_sticker = mutation(
        GiveStickerPayload,
        GiveStickerInput,
        _give,
        access=role(Role.CLERK, at=_of_lease, scope=Scope.PROVIDER_WRITE),
        description="Gives a lease the next number of its season over the counter, or tells the one that it has.",
    )
    set_sticker_kinds = mutation(
        SetStickerKindsPayload,
        SetStickerKindsInput,
        _set_kinds,
        access=role(Role.MANAGER, at=provider_in("provider_id"), scope=Scope.PROVIDER_WRITE),
        description="Chooses for which leases a provider gives stickers from now on.",
    )
