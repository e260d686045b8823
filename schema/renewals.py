"""Knows runs of renewals as the clerks of a provider see them: what would be made, how far it is, and what failed."""

import json
from dataclasses import dataclass
from typing import Any

import graphene

from harbors.access.records import Role, Scope
from harbors.access.rules import acts_for
from harbors.errors import HarborError, Problem
from harbors.offers.quoting import prices_of
from harbors.renewals import records
from harbors.renewals.commands import preview_renewals
from harbors.renewals.reads import STATEMENTS
from harbors.seasons.reads import season_with
from harbors.seasons.records import SeasonId
from schema import ids
from schema.catalogue.common import Node
from schema.catalogue.conditions import names
from schema.enums import described
from schema.errors import Forbidden
from schema.lists import some
from schema.permissions import KNOWN, guarded, in_role
from schema.reads.declare import KEY, Relation, Resolved, SortKey, ToMany
from schema.reads.fields import ListField, ReadField, to_many, to_one
from schema.reads.filters import Filter, Where
from schema.reads.loading import Row
from schema.reads.resources import Resource

RenewalStatus = described(
    records.RenewalStatus,
    "Where a run of renewals stands.",
    RUNNING="The worker makes some at a time.",
    ENDED="Every lease has its outcome; those that failed can be tried again.",
    CANCELLED="Somebody stopped it: what was made stands.",
)
RenewalOutcome = described(
    records.RenewalOutcome,
    "What became of a lease in a run.",
    OFFERED="The place is offered for the next season.",
    FAILED="It could not be; the code says why.",
    SKIPPED="It needs no renewal; the code says why.",
)

_NEWEST = (SortKey("{row}.created_at", "timestamptz", descending=True), KEY)
_BY_LEASE = (SortKey("{row}.lease_id", "uuid"), KEY)
_SEEN_BY = "{row}.provider_id = ANY(acting_for('CLERK'))"


class RenewalCount(graphene.ObjectType):
    """How many leases of a run, or of what it would be, have come to the same."""

    outcome = graphene.String(required=True, description="OFFERED, FAILED, SKIPPED, or WAITING.")
    code = graphene.String(description="Why, where it is not offered.")
    leases = graphene.Int(required=True, description="How many.")


@dataclass(frozen=True, slots=True)
class Count:
    """A line of a report."""

    outcome: str
    code: str | None
    leases: int


class RenewalPreview(graphene.ObjectType):
    """What a run over a season would do as things stand."""

    total = graphene.Int(required=True, description="How many leases run to the end of the season.")
    offers = graphene.Int(required=True, description="How many would be offered their place.")
    amount = graphene.String(
        required=True, resolver=lambda one, _info: f"{one.amount:.2f}", description="For how much in all, in euros."
    )
    letters = graphene.Int(required=True, description="How many of them by letter: their tenants have no mail address.")
    others = graphene.Field(
        some(RenewalCount),
        required=True,
        resolver=lambda one, _info: _others(one),
        description="How many would be offered nothing, by why.",
    )


class RenewalItemFilter(Filter):
    """What the leases of a run can be filtered by."""

    outcomes = Where(
        some(RenewalOutcome),
        "{row}.outcome = ANY({0})",
        "text[]",
        parameters=names,
        description="Only those that came to this.",
    )
    codes = Where(
        some(graphene.String),
        "{row}.code = ANY({0})",
        "text[]",
        parameters=lambda values: (list(values),),
        description="Only for these reasons.",
    )
    waiting = Where(
        graphene.Boolean,
        "({row}.outcome IS NULL) = {0}",
        "boolean",
        description="Only those that wait, or that do not.",
    )


class RenewalItem(Resource):
    """One lease of a run, and what became of it."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "renewal_items", visible=_SEEN_BY, order=_BY_LEASE, access=KNOWN.within(Scope.PROVIDER_READ)
        )

    outcome = RenewalOutcome(description="What became of it; null: it waits.")
    code = graphene.String(description="Why it is not offered.")
    message = ReadField(
        graphene.String,
        Resolved(("problem",)),
        resolver=lambda row, info: _message(row, info),
        description="The same as a sentence, where it failed.",
    )
    lease = to_one("Lease", "lease_id", description="The lease of the season that ends.")
    offer = to_one("Offer", "offer_id", description="The offer of the place for the next season.")
    attempts = graphene.Int(required=True, description="How many times it was tried.")
    noted_at = graphene.DateTime(description="When it came to that.")


class RenewalRun(Resource):
    """A run in which those who have a place are offered it for the next season."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("renewal_runs", visible=_SEEN_BY, order=_NEWEST, access=KNOWN.within(Scope.PROVIDER_READ))

    status = RenewalStatus(required=True, description="Where it stands.")
    provider = to_one("Provider", "provider_id", description="Whose leases.")
    from_season = to_one("Season", "from_season_id", description="The season whose leases are renewed.")
    to_season = to_one("Season", "to_season_id", description="The season into which they are renewed.")
    created_at = graphene.DateTime(required=True, description="When it was started.")
    ended_at = graphene.DateTime(description="When it was through, or was stopped.")
    report = ReadField(
        some(RenewalCount),
        Resolved(("id",)),
        required=True,
        resolver=lambda row, info: _report(row, info),
        description="How many leases have come to what, and why.",
    )
    items = to_many(
        ToMany("RenewalItem", "{row}.run_id = {parent}", order=_BY_LEASE),
        filter_type=RenewalItemFilter,
        description="The leases of the run, one by one.",
    )


def runs_of_provider() -> ListField:
    """The runs of a provider, for its clerks."""
    way = ToMany("RenewalRun", "{row}.provider_id = {parent}", order=_NEWEST)
    field = to_many(way, description="Its runs of renewals, the newest first; for its clerks.")
    return guarded(field, in_role(Role.CLERK, scope=Scope.PROVIDER_READ))


class RenewalQuery:
    """The root of renewals."""

    preview_renewals = guarded(
        graphene.Field(
            RenewalPreview,
            args={
                "season_id": graphene.Argument(
                    graphene.ID, required=True, description="The id of the Season whose leases would be renewed."
                )
            },
            resolver=lambda _root, info, season_id: _preview(info, season_id),
            description="What `startRenewals` would do as things stand; null where the next season is not told. "
            "For managers.",
        ),
        in_role(Role.MANAGER, scope=Scope.PROVIDER_READ),
    )


async def _preview(info: Any, season_id: str) -> records.Preview | None:
    context, id = info.context, SeasonId(ids.decode_as("Season", season_id))
    async with context.unit_of_work() as connection:
        try:
            season = await season_with(connection, id)
        except HarborError:
            season = None
        if season is None or not acts_for(context.principal, season.provider_id, role=Role.MANAGER):
            raise Forbidden("This is for those who act for the provider of the season as manager or more.")
        try:
            return await preview_renewals(connection, id, now=context.now, chance=context.chance, prices=prices_of)
        except HarborError:
            return None


async def _report(row: Row, info: Any) -> list[Count]:
    async with info.context.unit_of_work() as connection:
        rows = await STATEMENTS.report.rows(connection, run_id=row.values["id"])
    return [Count(one["outcome"], one["code"], one["leases"]) for one in rows]


def _others(preview: records.Preview) -> list[Count]:
    return [
        *(Count("FAILED", code, leases) for code, leases in sorted(preview.failures.items())),
        *(Count("SKIPPED", code, leases) for code, leases in sorted(preview.skips.items())),
    ]


def _message(row: Row, info: Any) -> str | None:
    kept = row.values["problem"]
    if kept is None:
        return None
    told = json.loads(kept) if isinstance(kept, str) else kept
    return Problem.from_kept(told).in_language(info.context.language)
