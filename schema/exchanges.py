"""Knows an exchange between rounds as one of its members sees it: the own place, the other one, and where it stands."""

import graphene

from harbors.access.records import Scope
from harbors.exchanges import records
from schema.catalogue.common import Node
from schema.enums import described
from schema.permissions import KNOWN
from schema.reads.declare import KEY, Expression, Relation, SortKey, ToMany
from schema.reads.fields import ListField, by_id, computed, to_many, to_one
from schema.reads.resources import Resource

ExchangeStatus = described(
    records.ExchangeStatus,
    "Where an exchange stands.",
    PROPOSED="Its members can accept or decline.",
    DONE="All accepted: each has the other place.",
    FAILED="Nothing has changed.",
)
ExchangeFailure = described(
    records.Failure,
    "Why an exchange is not done.",
    DECLINED="A member declined.",
    EXPIRED="Not everybody accepted in time.",
    CHANGED="A lease, a wish or a place has changed since the proposal.",
)
ExchangeAnswer = described(
    records.AnswerGiven,
    "What a member said.",
    OPEN="Nothing yet.",
    ACCEPTED="Yes.",
    DECLINED="No.",
)

_OWN_ENTRY = "FROM queue_entries own WHERE own.id = {row}.entry_id"
_WHOLE = "(SELECT whole.{column} FROM exchanges whole WHERE whole.id = {{row}}.exchange_id)"
_STATUS = (
    f"CASE {_WHOLE.format(column='status')} WHEN 'PROPOSED' THEN 'PROPOSED' WHEN 'DONE' THEN 'DONE' ELSE 'FAILED' END"
)
_FAILURE = (
    f"CASE {_WHOLE.format(column='failure')} WHEN 'DECLINED' THEN 'DECLINED' WHEN 'EXPIRED' THEN 'EXPIRED'"
    " WHEN 'CHANGED' THEN 'CHANGED' END"
)
_NUMBER = SortKey("{row}.number", "integer")


class Exchange(Resource):
    """An exchange of places between rounds, as one of its members sees it; who the others are is told to nobody."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "exchange_members",
            visible=f"EXISTS (SELECT {_OWN_ENTRY} AND (own.person_id = acting_person() "
            "OR own.provider_id = ANY(acting_for('CLERK'))))",
            order=(_NUMBER, KEY),
            access=KNOWN.within(Scope.APPLICATIONS_READ),
            about=f"(SELECT own.person_id {_OWN_ENTRY})",
        )

    status = computed(
        ExchangeStatus,
        Expression(_STATUS),
        required=True,
        description="Where the whole exchange stands.",
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
    entry = to_one("QueueEntry", "entry_id", description="The standing wish of this member.")
    lease = to_one("Lease", "lease_id", description="The lease that this member gives.")
    place = to_one("Place", "place_id", description="The place that this member gets.")


def exchanges_of_entry() -> ListField:
    """The exchanges that were proposed for an entry."""
    way = ToMany("Exchange", "{row}.entry_id = {parent}", order=(_NUMBER, KEY))
    return to_many(way, description="Exchanges that were proposed for it.")


class ExchangeQuery:
    """The root of exchanges."""

    exchange = by_id("Exchange", description="An exchange, for its member and for clerks of the provider.")
