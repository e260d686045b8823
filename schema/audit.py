"""Knows the audit trail as those see it whom it is about, whose provider it is about, and the city."""

from typing import Any

import graphene

from harbors.access.records import Role, Scope
from harbors.audit import records
from schema import ids
from schema.catalogue.common import Node
from schema.enums import described
from schema.lists import some
from schema.periods import Period, bounds
from schema.permissions import CITY, KNOWN, guarded, in_role
from schema.reads.declare import KEY, Expression, Relation, Resolved, SortKey, ToMany
from schema.reads.fields import ListField, ReadField, by_id, computed, to_many, to_one
from schema.reads.filters import Filter, OrderBy, Where
from schema.reads.loading import Row
from schema.reads.resources import Resource

ActorKind = described(
    records.ActorKind,
    "Who did or saw something.",
    PERSON="A person who was signed in.",
    API_KEY="A server with a key.",
    SYSTEM="The service by itself.",
    NOBODY="Somebody who was not signed in.",
)
AuditOutcome = described(
    records.Outcome,
    "What became of an act.",
    DONE="It was done.",
    REFUSED="It was refused.",
)
_NEWEST = SortKey("{row}.at", "timestamptz", descending=True)
_OLDEST = SortKey("{row}.at", "timestamptz")
AUDIT_ORDER = OrderBy(
    "AuditOrder",
    {"AT_ASC": (_OLDEST,), "AT_DESC": (_NEWEST,)},
    {"AT_ASC": "The oldest first.", "AT_DESC": "The newest first."},
)


class AuditFilter(Filter):
    """What the audit trail can be filtered by."""

    person_id = Where(
        graphene.ID,
        "{row}.person_id = {0}",
        "uuid",
        parameters=lambda value: (ids.decode_as("Person", value),),
        description="Only what is about this person.",
    )
    operations = Where(
        some(graphene.String),
        "{row}.operation = ANY({0})",
        "text[]",
        parameters=lambda values: (list(values),),
        description="Only these: the names of mutations, or READ for looks at personal data.",
    )
    period = Where(
        Period,
        "({row}.at >= {0} AND {row}.at < {1})",
        "timestamptz",
        "timestamptz",
        parameters=bounds,
        description="Only what was done in this period.",
    )


def _subject_id(row: Row, _info: Any) -> str | None:
    kind, key = row.values["subject_type"], row.values["subject_id"]
    return None if key is None else ids.encode(kind, key)


class AuditEntry(Resource):
    """What somebody did, or saw of what is personal to another; it is never changed, and goes with the person."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "audit_entries",
            visible="({row}.person_id = acting_person() OR {row}.provider_id = ANY(acting_for('OWNER')) "
            "OR acting_as_city())",
            order=(_NEWEST, KEY),
            access=KNOWN.within(Scope.PROFILE_READ),
            about="{row}.person_id",
        )

    at = graphene.DateTime(required=True, description="When.")
    operation = graphene.String(
        required=True, description="What was done: the name of a mutation, or READ for a look at personal data."
    )
    outcome = AuditOutcome(required=True, description="Whether it was done or refused.")
    codes = ReadField(
        some(graphene.String),
        Resolved(("codes",)),
        resolver=lambda row, _info: row.values["codes"],
        required=True,
        description="Why it was refused; empty if it was done.",
    )
    actor_kind = ActorKind(required=True, description="What kind of somebody did it.")
    actor_id = computed(
        graphene.String,
        Expression("{row}.actor_id::text"),
        description="An opaque name of whoever did it, always the same for the same one.",
    )
    provider = to_one("Provider", "provider_id", description="For which provider it was done.")
    subject_type = graphene.String(description="The type of what was changed or seen.")
    subject_id = ReadField(
        graphene.ID,
        Resolved(("subject_type", "subject_id")),
        resolver=_subject_id,
        description="The id of what was changed or seen.",
    )
    reason = graphene.String(description="Why, where it was said.")
    request_id = graphene.String(description="The id of the request in which it was done.")
    before = computed(
        graphene.String, Expression("{row}.before::text"), description="What was there before, as JSON text."
    )
    after = computed(
        graphene.String, Expression("{row}.after::text"), description="What came to be, or was seen, as JSON text."
    )


def entries_of_person() -> ListField:
    """What was done with the data of a person, for themselves and for the city."""
    return _entries("{row}.person_id = {parent}", "Who changed or saw what is known of the person, the newest first.")


def entries_of_provider() -> ListField:
    """What was done for a provider, for its owners."""
    text = "What was done and seen for it, the newest first; for its owners."
    return guarded(_entries("{row}.provider_id = {parent}", text), in_role(Role.OWNER, scope=Scope.PROVIDER_READ))


def _entries(of_parent: str, text: str) -> ListField:
    way = ToMany("AuditEntry", of_parent, order=(_NEWEST, KEY))
    return to_many(way, filter_type=AuditFilter, order_by=AUDIT_ORDER, description=text)


class AuditQuery:
    """The roots of the audit trail."""

    audit_entries = guarded(
        to_many(
            ToMany("AuditEntry"),
            filter_type=AuditFilter,
            order_by=AUDIT_ORDER,
            description="The whole audit trail, the newest first; for those who handle for the city.",
        ),
        CITY,
    )
    audit_entry = by_id("AuditEntry", description="An entry about oneself, one's own provider, or for the city any.")
