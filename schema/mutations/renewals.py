"""Knows how managers start, retry and stop a run of renewals, and how a tenant renews in one click."""

import graphene

from harbors.access.records import Role, Scope
from harbors.errors import HarborError
from harbors.idempotency.records import Answer
from harbors.offers.quoting import prices_of
from harbors.places.records import ProviderId
from harbors.renewals.by_tenants import renew_lease
from harbors.renewals.commands import cancel_renewals, retry_renewals, start_renewals
from harbors.renewals.reads import run_with
from harbors.renewals.records import RunId
from harbors.sql import Connection
from schema import ids
from schema.mutations.access import Access, ProviderOf, allowed, role
from schema.mutations.effects import Doing, mutation
from schema.mutations.inputs import Input, idempotency_key
from schema.mutations.lease_inputs import lease_id
from schema.mutations.payloads import problems, thing
from schema.mutations.season_inputs import season_id
from schema.mutations.seasons import provider_of_season
from schema.permissions import SIGNED_IN


class StartRenewalsInput(graphene.InputObjectType):
    """Whose leases are renewed."""

    season_id = graphene.ID(required=True, description="The id of the Season whose leases are renewed into the next.")
    idempotency_key = idempotency_key()


class RenewalRunInput(graphene.InputObjectType):
    """Which run."""

    run_id = graphene.ID(required=True, description="The id of the RenewalRun.")
    idempotency_key = idempotency_key()


class RenewLeaseInput(graphene.InputObjectType):
    """Which lease goes on."""

    lease_id = graphene.ID(required=True, description="The id of the Lease of the season that ends.")
    idempotency_key = idempotency_key()


class RenewalRunPayload(graphene.ObjectType):
    """The run as it stands now, or why it was refused."""

    run = thing("RenewalRun", description="The run; null when it was refused.")
    leases = graphene.Int(
        resolver=lambda done, _info: done.answer.facts.get("leases"), description="How many leases wait by this."
    )
    errors = problems()


class RenewLeasePayload(graphene.ObjectType):
    """The offer by which the place is kept, or why it was refused."""

    offer = thing("Offer", description="The offer, to be paid until it is due; null when it was refused.")
    errors = problems()


def _run_id(input: Input) -> RunId:
    return RunId(ids.decode_as("RenewalRun", input["run_id"]))


async def _provider_of_run(connection: Connection, input: Input) -> ProviderId | None:
    try:
        return (await run_with(connection, _run_id(input))).provider_id
    except HarborError:
        return None


async def _start(connection: Connection, doing: Doing, input: Input) -> Answer:
    run, leases = await start_renewals(connection, season_id(input), now=doing.now, chance=doing.chance)
    doing.changed("RenewalRun", run.id, after={"status": run.status.value, "leases": leases})
    return Answer(facts={"id": str(run.id), "leases": leases})


async def _retry(connection: Connection, doing: Doing, input: Input) -> Answer:
    run, leases = await retry_renewals(connection, _run_id(input), now=doing.now)
    doing.changed("RenewalRun", run.id, after={"status": run.status.value, "leases": leases})
    return Answer(facts={"id": str(run.id), "leases": leases})


async def _cancel(connection: Connection, doing: Doing, input: Input) -> Answer:
    run = await cancel_renewals(connection, _run_id(input), now=doing.now)
    doing.changed("RenewalRun", run.id, before={"status": "RUNNING"}, after={"status": run.status.value})
    return Answer(facts={"id": str(run.id)})


async def _renew(connection: Connection, doing: Doing, input: Input) -> Answer:
    offer = await renew_lease(
        connection,
        lease_id(input),
        public_url=doing.public_url,
        now=doing.now,
        chance=doing.chance,
        prices=prices_of,
    )
    told = {"lease": str(offer.previous_lease_id), "reference": offer.reference}
    doing.changed("Offer", offer.id, provider_id=offer.provider_id, person_id=offer.tenant.person_id, after=told)
    return Answer(facts={"id": str(offer.id)})


def _manager(at: ProviderOf) -> Access:
    return role(Role.MANAGER, at=at, scope=Scope.PROVIDER_WRITE)


class RenewalMutation:
    """The mutations of renewals."""

    start_renewals = mutation(
        RenewalRunPayload,
        StartRenewalsInput,
        _start,
        access=_manager(provider_of_season),
        description="Offers everybody whose lease runs to the end of a season the same place for the next one: a job "
        "does it, each lease once.",
    )
    retry_renewals = mutation(
        RenewalRunPayload,
        RenewalRunInput,
        _retry,
        access=_manager(_provider_of_run),
        description="Tries those leases of a run again that failed, and no others.",
    )
    cancel_renewals = mutation(
        RenewalRunPayload,
        RenewalRunInput,
        _cancel,
        access=_manager(_provider_of_run),
        description="Stops a run: what was made stands, the rest is left to another run.",
    )
    renew_lease = mutation(
        RenewLeasePayload,
        RenewLeaseInput,
        _renew,
        access=allowed(SIGNED_IN.within(Scope.APPLICATIONS_WRITE)),
        description="Keeps one's own place for the next season, once renewals are on: the offer to be paid.",
    )
