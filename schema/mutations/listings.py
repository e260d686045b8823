"""Knows how providers list over the API, and how the city decides on what they list."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from harbors.access.records import Role, Scope
from harbors.errors import Invalid, Problem
from harbors.idempotency.records import Answer
from harbors.listings import commands, decisions
from harbors.listings.drafts import DraftedFile
from harbors.listings.reads import find_provider
from harbors.listings.records import BatchId, Listing, ListingId
from harbors.listings.refusals import file_refused
from harbors.places.records import ProviderId
from harbors.sql import Connection
from schema import ids
from schema.aside import Aside
from schema.errors import BadInput, LimitExceeded
from schema.listings import TYPE_NAMES, decode_id
from schema.mutations.access import allowed, provider_in, role
from schema.mutations.effects import Doing, mutation
from schema.mutations.inputs import Input
from schema.mutations.listing_inputs import (
    ApproveListingsInput,
    ImportListingsInput,
    RejectListingsInput,
    RetireResourceInput,
    SubmitListingInput,
    WithdrawListingInput,
    read_resource,
)
from schema.mutations.listing_payloads import (
    ApproveListingsPayload,
    ImportListingsPayload,
    RejectListingsPayload,
    RetireResourcePayload,
    SubmitListingPayload,
    WithdrawListingPayload,
    listed_facts,
    report_facts,
)
from schema.permissions import CITY

_FILES: Aside[DraftedFile] = Aside("files")


async def _submit(connection: Connection, doing: Doing, input: Input) -> Answer:
    kind, values = read_resource(input)
    try:
        listing = await commands.submit_listing(
            connection,
            values,
            kind=kind,
            provider_id=doing.provider,
            by=doing.principal,
            now=doing.now,
            chance=doing.chance,
            decode=decode_id,
        )
    except Invalid as refused:
        name = TYPE_NAMES[kind]
        raise Invalid(*(_placed(one, f"resource.{name[0].lower()}{name[1:]}") for one in refused.problems)) from None
    if listing is None:
        return Answer(facts={"unchanged": True})
    return _told(doing, listing)


async def _retire(connection: Connection, doing: Doing, input: Input) -> Answer:
    listing = await commands.retire_resource(
        connection,
        _resource(input["resource_id"]),
        provider_id=doing.provider,
        by=doing.principal,
        now=doing.now,
        chance=doing.chance,
    )
    return _told(doing, listing)


async def _draft(input: Input) -> DraftedFile:
    """What the file says; files are read one at a time."""
    read = partial(commands.draft_file, input["text"], format=input["format"], kind=input["kind"])
    return await _FILES.once(object(), read)


async def _import(connection: Connection, doing: Doing, input: Input) -> Answer:
    report = await commands.import_listings(
        connection,
        doing.prepared,
        provider_id=doing.provider,
        by=doing.principal,
        now=doing.now,
        chance=doing.chance,
        dry_run=bool(input["dry_run"]),
        decode=decode_id,
    )
    if report.batch_id is not None:
        counted = {"kind": input["kind"].value, "created": report.created, "changed": report.changed}
        doing.changed("Batch", report.batch_id, after=counted)
    refused = (file_refused(len(report.problems)),) if report.problems and not input["dry_run"] else ()
    return Answer(facts={"report": report_facts(report, dry_run=bool(input["dry_run"]))}, problems=refused)


async def _withdraw(connection: Connection, doing: Doing, input: Input) -> Answer:
    id = ListingId(ids.decode_as("Listing", input["listing_id"]))
    return _told(doing, await decisions.withdraw_listing(connection, id, by=doing.principal, now=doing.now))


async def _approve(connection: Connection, doing: Doing, input: Input) -> Answer:
    named = await _named(connection, input)
    listings = await decisions.approve_listings(
        connection, named, by=doing.principal, now=doing.now, chance=doing.chance
    )
    return _decided(doing, listings)


async def _reject(connection: Connection, doing: Doing, input: Input) -> Answer:
    named = await _named(connection, input)
    listings = await decisions.reject_listings(
        connection, named, reason=input["reason"], by=doing.principal, now=doing.now, chance=doing.chance
    )
    return _decided(doing, listings, reason=input["reason"])


async def _named(connection: Connection, input: Input) -> Sequence[ListingId]:
    """The listings that are named, or those of the batch that wait. Raises BAD_USER_INPUT unless it is one of both."""
    named, batch = input.get("listing_ids"), input.get("batch_id")
    if batch is not None and named is None:
        return await decisions.listings_of_batch(connection, BatchId(ids.decode_as("Batch", batch)))
    if named is None or batch is not None:
        raise BadInput("Give either listingIds or batchId.")
    if len(named) > decisions.MOST_LISTINGS:
        raise LimitExceeded("listingIds: too many at once.", limit=decisions.MOST_LISTINGS, actual=len(named))
    return [ListingId(ids.decode_as("Listing", id)) for id in named]


def _decided(doing: Doing, listings: Sequence[Listing], *, reason: str | None = None) -> Answer:
    for listing in listings:
        doing.changed(
            "Listing",
            listing.id,
            provider_id=listing.provider_id,
            person_id=listing.submitted_by,
            reason=reason,
            before={"state": listing.state.value},
        )
    return Answer(facts=listed_facts(listings))


def _told(doing: Doing, listing: Listing) -> Answer:
    after = {"kind": listing.kind.value, "action": listing.action.value, "resource": str(listing.resource_id)}
    doing.changed("Listing", listing.id, provider_id=listing.provider_id, person_id=listing.submitted_by, after=after)
    return Answer(facts={"id": str(listing.id)})


def _placed(problem: Problem, path: str) -> Problem:
    """The problem with its field as the input has it."""
    outside = {"id": "resourceId", "externalId": "externalId", None: "resource"}
    return replace(problem, field=outside.get(problem.field, f"{path}.{problem.field}"))


def _resource(identifier: str) -> UUID:
    """The key of a resource of whatever kind is listed. Raises BAD_USER_INPUT."""
    type_name, key = ids.decode(identifier)
    if type_name not in TYPE_NAMES.values():
        raise BadInput(f"This is the id of nothing that is listed: {identifier[:60]!r}")
    return key


async def _of_listing(connection: Connection, input: Input) -> ProviderId | None:
    """The provider of the listing, as far as this transaction sees it."""
    return await find_provider(connection, ListingId(ids.decode_as("Listing", input["listing_id"])))


def _in_role(at_least: Role, at: Any) -> Any:
    return role(at_least, at=at, scope=Scope.LISTINGS_WRITE)


class ListingMutation:
    """The mutations of listings."""

    submit_listing = mutation(
        SubmitListingPayload,
        SubmitListingInput,
        _submit,
        access=_in_role(Role.CLERK, provider_in("provider_id")),
        description="Lists a resource, new or changed; answers with all that is wrong at once.",
    )
    retire_resource = mutation(
        RetireResourcePayload,
        RetireResourceInput,
        _retire,
        access=_in_role(Role.MANAGER, provider_in("provider_id")),
        description="Takes a resource out of the catalogue, with all that lies in it, unless somebody holds a place.",
    )
    import_listings = mutation(
        ImportListingsPayload,
        ImportListingsInput,
        _import,
        access=_in_role(Role.MANAGER, provider_in("provider_id")),
        prepare=_draft,
        description="Lists all resources of a file, or none; the same file again changes nothing.",
    )
    withdraw_listing = mutation(
        WithdrawListingPayload,
        WithdrawListingInput,
        _withdraw,
        access=_in_role(Role.CLERK, _of_listing),
        description="Takes a listing back that waits for a decision.",
    )
    approve_listings = mutation(
        ApproveListingsPayload,
        ApproveListingsInput,
        _approve,
        access=allowed(CITY),
        description="Publishes listings; not for who submitted one of them.",
    )
    reject_listings = mutation(
        RejectListingsPayload,
        RejectListingsInput,
        _reject,
        access=allowed(CITY),
        description="Refuses listings, for a reason that their provider reads; not for who submitted one of them.",
    )
