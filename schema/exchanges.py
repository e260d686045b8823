"""Knows an exchange between rounds as one of its members sees it: the own place, the other one, and where it stands."""

import graphene

from harbors.access.records import Role, Scope
from harbors.exchanges import records
from schema.catalogue.common import Node
from schema.catalogue.conditions import names
from schema.enums import described
from schema.leases import SEEN_BY
from schema.lists import some
from schema.permissions import KNOWN, guarded, in_role
from schema.reads.declare import KEY, Expression, Relation, SortKey, ToMany
from schema.reads.fields import ListField, by_id, computed, to_many, to_one
from schema.reads.filters import Filter, Where
from schema.reads.resources import Resource

ExchangeStatus = described(
    records.ExchangeStatus,
    "Where an exchange stands.",
    PROPOSED="Its members can accept or decline.",
    AGREED="Both holders accepted a swap; the provider has to approve it.",
    DONE="All accepted: each has the other place.",
    FAILED="Nothing has changed.",
)
ExchangeFailure = described(
    records.Failure,
    "Why an exchange is not done.",
    DECLINED="A member declined.",
    EXPIRED="Not everybody accepted in time.",
    CHANGED="A lease, a wish or a place has changed since the proposal.",
    WITHDRAWN="Who proposed the swap took it back.",
    REFUSED="The provider did not approve the swap.",
)
ExchangeAnswer = described(
    records.AnswerGiven,
    "What a member said.",
    OPEN="Nothing yet.",
    ACCEPTED="Yes.",
    DECLINED="No.",
)

ExchangeOrigin = described(
    records.ExchangeOrigin,
    "Who thought of an exchange.",
    SEARCH="It was found among those who would exchange.",
    SWAP="One of two holders proposed it to the other.",
)

_OWN_ENTRY = "FROM queue_entries own WHERE own.id = {row}.entry_id"
_OWN_LEASE = "FROM leases own WHERE own.id = {row}.lease_id"
_WHOLE = "(SELECT whole.{column} FROM exchanges whole WHERE whole.id = {{row}}.exchange_id)"
_STATUS = (
    f"CASE {_WHOLE.format(column='status')} WHEN 'PROPOSED' THEN 'PROPOSED' WHEN 'AGREED' THEN 'AGREED'"
    " WHEN 'DONE' THEN 'DONE' ELSE 'FAILED' END"
)
_FAILURE = (
    f"CASE {_WHOLE.format(column='failure')} WHEN 'DECLINED' THEN 'DECLINED' WHEN 'EXPIRED' THEN 'EXPIRED'"
    " WHEN 'CHANGED' THEN 'CHANGED' WHEN 'WITHDRAWN' THEN 'WITHDRAWN' WHEN 'REFUSED' THEN 'REFUSED' END"
)
_ORIGIN = f"CASE {_WHOLE.format(column='origin')} WHEN 'SWAP' THEN 'SWAP' ELSE 'SEARCH' END"
_NUMBER = SortKey("{row}.number", "integer")


class Exchange(Resource):
    """An exchange of places between rounds, as one of its members sees it; who the others are is told to nobody."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "exchange_members",
            visible=f"(EXISTS (SELECT {_OWN_ENTRY} AND (own.person_id = acting_person() "
            "OR own.provider_id = ANY(acting_for('CLERK')))) OR {row}.entry_id IS NULL AND "
            f"EXISTS (SELECT {_OWN_LEASE} AND (own.person_id = acting_person() "
            "OR own.organisation_id = ANY(acting_organisations()) OR own.provider_id = ANY(acting_for('CLERK')))))",
            order=(_NUMBER, KEY),
            access=KNOWN.within(Scope.APPLICATIONS_READ),
            about=f"(SELECT own.person_id {_OWN_LEASE})",
        )

    status = computed(
        ExchangeStatus,
        Expression(_STATUS),
        required=True,
        description="Where the whole exchange stands.",
    )
    origin = computed(ExchangeOrigin, Expression(_ORIGIN), required=True, description="Who thought of it.")
    is_proposer = computed(
        graphene.Boolean,
        Expression("({row}.entry_id IS NULL AND {row}.number = 0)"),
        required=True,
        description="Whether this member proposed the swap.",
    )
    refusal = computed(
        graphene.String, Expression(_WHOLE.format(column="refusal")), description="Why the provider did not approve it."
    )
    failure = computed(ExchangeFailure, Expression(_FAILURE), description="Why it is not done, where it failed.")
    proposed_at = computed(
        graphene.DateTime,
        Expression(_WHOLE.format(column="created_at")),
        required=True,
        description="When it was proposed.",
    )
    expires_at = computed(
        graphene.DateTime,
        Expression(_WHOLE.format(column="expires_at")),
        required=True,
        description="Until when all have to accept.",
    )
    decided_at = computed(
        graphene.DateTime, Expression(_WHOLE.format(column="decided_at")), description="When it was done or failed."
    )
    answer = ExchangeAnswer(required=True, description="What this member said.")
    answered_at = graphene.DateTime(description="When this member said it.")
    entry = to_one("QueueEntry", "entry_id", description="The standing wish of this member; a swap needs none.")
    lease = to_one("Lease", "lease_id", description="The lease that this member gives.")
    place = to_one("Place", "place_id", description="The place that this member gets.")


def exchanges_of_entry() -> ListField:
    """The exchanges that were proposed for an entry."""
    way = ToMany("Exchange", "{row}.entry_id = {parent}", order=(_NUMBER, KEY))
    return to_many(way, description="Exchanges that were proposed for it.")


class SwapFilter(Filter):
    """What swaps can be filtered by."""

    statuses = Where(
        some(ExchangeStatus),
        "EXISTS (SELECT FROM exchanges whole WHERE whole.id = {row}.exchange_id AND whole.status = ANY({0}))",
        "text[]",
        parameters=names,
        description="Only where the whole swap stands so.",
    )


def _swaps(condition: str) -> ToMany:
    seen = SEEN_BY.format(row="given")
    given = f"EXISTS (SELECT FROM leases given WHERE given.id = {{row}}.lease_id AND {condition} AND {seen})"
    return ToMany("Exchange", f"({{row}}.entry_id IS NULL AND {given})", order=(_NUMBER, KEY))


def swaps_of_person() -> ListField:
    """The swaps that a person proposed, or was proposed."""
    text = "The swaps that the person proposed, or that were proposed to them: the own part of each."
    return to_many(_swaps("given.person_id = {parent}"), filter_type=SwapFilter, description=text)


def swaps_of_organisation() -> ListField:
    """The same of an organisation."""
    text = "Its swaps, for those who act for it."
    return to_many(_swaps("given.organisation_id = {parent}"), filter_type=SwapFilter, description=text)


def swaps_of_provider() -> ListField:
    """The swaps of a provider's tenants, for its clerks."""
    text = "The swaps of its tenants, both parts of each; those that are AGREED wait for approval."
    field = to_many(_swaps("given.provider_id = {parent}"), filter_type=SwapFilter, description=text)
    return guarded(field, in_role(Role.CLERK, scope=Scope.PROVIDER_READ))


class ExchangeQuery:
    """The root of exchanges."""

    exchange = by_id("Exchange", description="An exchange, for its member and for clerks of the provider.")
