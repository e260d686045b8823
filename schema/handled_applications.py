"""Knows what clerks see of a round: its applications by what has to be done, and those that may be the same."""

from dataclasses import replace
from typing import Any

import graphene

from harbors.access.records import Scope
from schema.application_words import ApplicationStatus, Channel, Ground, Mode, PairStatus
from schema.catalogue.common import Node
from schema.catalogue.conditions import keys_of, names
from schema.lists import some
from schema.permissions import KNOWN
from schema.reads.declare import KEY, Relation, SortKey, ToMany
from schema.reads.fields import to_many, to_one
from schema.reads.filters import Filter, OrderBy, Where
from schema.reads.resources import Resource

_BY_SUBMISSION = SortKey("{row}.submitted_at", "timestamptz")
_BY_WAITING = SortKey("{row}.waiting_since", "timestamptz")
APPLICATION_ORDER = OrderBy(
    "ApplicationOrder",
    {
        "SUBMITTED_AT_ASC": (_BY_SUBMISSION,),
        "SUBMITTED_AT_DESC": (replace(_BY_SUBMISSION, descending=True),),
        "WAITING_SINCE_ASC": (_BY_WAITING,),
    },
    {
        "SUBMITTED_AT_ASC": "The oldest first.",
        "SUBMITTED_AT_DESC": "The newest first.",
        "WAITING_SINCE_ASC": "Those who have waited longest first.",
    },
)
_HANDLED = (
    "{row}.round_id IN (SELECT handled.id FROM rounds handled WHERE handled.provider_id = ANY(acting_for('CLERK')))"
)
_PAIRED = (
    "EXISTS (SELECT FROM application_duplicates pair WHERE {row}.id IN (pair.first_id, pair.second_id) AND "
    + _HANDLED.replace("{row}", "pair")
)
_CHOSEN = (
    "EXISTS (SELECT FROM application_choices chosen"
    " LEFT JOIN piers pier ON pier.id = chosen.pier_id AND pier.retired_at IS NULL"
    " LEFT JOIN places place ON place.id = chosen.place_id AND place.retired_at IS NULL"
    " WHERE chosen.application_id = {row}.id"
    " AND coalesce(chosen.harbor_id, pier.harbor_id, place.harbor_id) = ANY({0}))"
)
_CHOSEN_IN_WINTER = (
    "EXISTS (SELECT FROM application_choices chosen"
    " LEFT JOIN winter_storage_sections section ON section.id = chosen.section_id AND section.retired_at IS NULL"
    " LEFT JOIN places place ON place.id = chosen.place_id AND place.retired_at IS NULL"
    " WHERE chosen.application_id = {row}.id"
    " AND coalesce(chosen.area_id, section.area_id, place.area_id) = ANY({0}))"
)


class ApplicationFilter(Filter):
    """What the applications of a round can be filtered by."""

    statuses = Where(
        some(ApplicationStatus),
        "{row}.status = ANY({0})",
        "text[]",
        parameters=names,
        description="Only where these stand.",
    )
    modes = Where(
        some(Mode), "{row}.mode = ANY({0})", "text[]", parameters=names, description="Only for this is applied."
    )
    channels = Where(
        some(Channel), "{row}.channel = ANY({0})", "text[]", parameters=names, description="Only what came in so."
    )
    class_numbers = Where(
        some(graphene.Int), "{row}.class_number = ANY({0})", "integer[]", description="Only of these classes."
    )
    class_set_by_staff = Where(
        graphene.Boolean,
        "({row}.class_reason IS NOT NULL) = {0}",
        "boolean",
        description="True: only where staff set the class; false: only where the rules did.",
    )
    confirmed = Where(
        graphene.Boolean,
        "({row}.confirmed_at IS NOT NULL) = {0}",
        "boolean",
        description="Whether it is known that the mail address is the applicant's.",
    )
    accessibility_required = Where(
        graphene.Boolean,
        "{row}.accessibility_required = {0}",
        "boolean",
        description="Whether the place has to be accessible.",
    )
    duplicates = Where(
        graphene.Boolean,
        _PAIRED + " AND pair.status = 'OPEN') = {0}",
        "boolean",
        description="True: only what may be the same as another and is not decided; false: only the others.",
    )
    harbor_ids = Where(
        some(graphene.ID),
        _CHOSEN,
        "uuid[]",
        parameters=keys_of("Harbor"),
        description="Only what names one of these harbors, or a pier or berth there.",
    )
    area_ids = Where(
        some(graphene.ID),
        _CHOSEN_IN_WINTER,
        "uuid[]",
        parameters=keys_of("WinterStorageArea"),
        description="Only what names one of these winter areas, or a section or place there.",
    )
    reference = Where(
        graphene.String,
        "{row}.reference = {0}",
        "text",
        parameters=lambda text: (text.strip().upper(),),
        description="Only the one with this reference.",
    )


class ApplicationDuplicate(Resource):
    """Two applications of a round that seem to be one person's, or for one boat; for clerks of the provider."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "application_duplicates",
            visible=_HANDLED,
            order=(SortKey("{row}.found_at", "timestamptz"), KEY),
            access=KNOWN.within(Scope.APPLICATIONS_READ),
        )

    ground = Ground(required=True, description="By what they seem to be the same.")
    status = PairStatus(required=True, description="What staff found.")
    first = to_one("Application", "first_id", required=True, description="One of the two.")
    second = to_one("Application", "second_id", required=True, description="The other.")
    found_at = graphene.DateTime(required=True, description="When they were found to be alike.")
    decided_at = graphene.DateTime(description="When it was decided.")
    reason = graphene.String(description="Why staff found so.")


class DuplicateFilter(Filter):
    """What pairs can be filtered by."""

    statuses = Where(some(PairStatus), "{row}.status = ANY({0})", "text[]", parameters=names, description="Only these.")
    grounds = Where(
        some(Ground), "{row}.ground = ANY({0})", "text[]", parameters=names, description="Only alike by this."
    )


def applications_of_round() -> Any:
    """The applications of a round, for the clerks of its provider."""
    way = ToMany("Application", "{row}.round_id = {parent}", order=(_BY_SUBMISSION, KEY))
    described = "Its applications, the oldest first; for clerks of the provider, and every look is noted."
    return to_many(way, filter_type=ApplicationFilter, order_by=APPLICATION_ORDER, description=described)


def duplicates_of_round() -> Any:
    """The pairs of a round, for the clerks of its provider."""
    way = ToMany(
        "ApplicationDuplicate", "{row}.round_id = {parent}", order=(SortKey("{row}.found_at", "timestamptz"), KEY)
    )
    described = "Applications that seem to be one person's, or for one boat; for clerks of the provider."
    return to_many(way, filter_type=DuplicateFilter, description=described)
