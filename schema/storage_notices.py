"""Knows notices of boats on unmarked ground, as whoever gave them and the clerks see them; a link opens one."""

from typing import Any

import graphene

from harbors.access.records import Role, Scope
from harbors.storage_notices import records
from harbors.storage_notices.reads import STATEMENTS
from schema import ids
from schema.catalogue.common import Node
from schema.catalogue.conditions import keys_of, names
from schema.enums import described
from schema.linked import by_link
from schema.lists import some
from schema.permissions import KNOWN, guarded, in_role
from schema.reads.declare import KEY, Expression, Relation, Resolved, SortKey, ToMany
from schema.reads.fields import ListField, ReadField, column, to_many, to_one
from schema.reads.filters import Filter, OrderBy, Where
from schema.reads.loading import Row, load_value
from schema.reads.resources import Resource

StorageNoticeStatus = described(
    records.StorageNoticeStatus,
    "Where a notice of a boat on unmarked ground stands.",
    NOTIFIED="The boat is there; its price is to be paid until `dueAt`.",
    OVERDUE="The boat is there and was not paid for in time. Nothing is freed by itself.",
    PAID="It may stay to the end of its time, and carries a sticker.",
    ENDED="It was taken away.",
    WITHDRAWN="The notice was taken back.",
)
Stands = described(
    records.Stands,
    "How a boat stands on the ground.",
    TRESTLES="On trestles.",
    TRAILER="On a trailer, which is registered.",
    TARP="Under a tarpaulin.",
    CRADLE="On a cradle, which may stay over the summer.",
)
StorageChannel = described(
    records.StorageChannel, "How a notice came in.", ONLINE="Over the API.", PAPER="On paper; staff entered it."
)

_GIVEN = SortKey("{row}.created_at", "timestamptz", descending=True)
_DUE = SortKey("{row}.due_at", "timestamptz")
_SEEN_BY = (
    "({row}.person_id = acting_person() OR {row}.organisation_id = ANY(acting_organisations())"
    " OR {row}.provider_id = ANY(acting_for('CLERK')))"
)
_BOUND = "(SELECT {bound}(held.period) FROM occupancies held WHERE held.id = {{row}}.occupancy_id)"
_STICKER = "(SELECT mark.{column} FROM stickers mark WHERE mark.notice_id = {{row}}.id)"
STORAGE_ORDER = OrderBy(
    "StorageNoticeOrder",
    {"CREATED_AT_DESC": (_GIVEN,), "DUE_AT_ASC": (_DUE,)},
    {"CREATED_AT_DESC": "The newest first.", "DUE_AT_ASC": "What is due first, first."},
)


def _known(name: str, type_: Any, text: str, **options: Any) -> ReadField:
    """What the database computes, and a row that was seen by its link has already."""
    read = Expression(text)

    async def resolve(row: Row, info: Any) -> Any:
        return row.values[name] if name in row.values else await load_value(info.context, row, read, ())

    return ReadField(type_, read, resolver=resolve, **options)


class StorageNoticeFilter(Filter):
    """What notices can be filtered by."""

    statuses = Where(
        some(StorageNoticeStatus),
        "{row}.status = ANY({0})",
        "text[]",
        parameters=names,
        description="Only where these stand: OVERDUE are on the ground and not paid.",
    )
    unmarked_ids = Where(
        some(graphene.ID),
        "{row}.place_id = ANY({0})",
        "uuid[]",
        parameters=keys_of("UnmarkedWinterStorage"),
        description="Only on these unmarked grounds.",
    )
    registration = Where(
        graphene.String,
        "({row}.registration = {0} OR {row}.trailer_registration = {0})",
        "text",
        parameters=lambda text: (text.strip().upper(),),
        description="Only of the boat, or on the trailer, with this registration.",
    )
    due_before = Where(
        graphene.DateTime, "{row}.due_at < {0}", "timestamptz", description="Only what is due before this instant."
    )


class StorageNotice(Resource):
    """A boat that was brought to unmarked winter ground, where nobody has a spot: it is counted by the square metre."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "storage_notices",
            visible=_SEEN_BY,
            order=(_GIVEN, KEY),
            access=KNOWN.within(Scope.APPLICATIONS_READ),
            about="{row}.person_id",
        )

    status = StorageNoticeStatus(required=True, description="Where it stands.")
    reference = graphene.String(required=True, description="What people tell each other.")
    channel = StorageChannel(required=True, description="How it came in.")
    unmarked = to_one("UnmarkedWinterStorage", "place_id", description="The ground; null once it is listed no more.")
    provider = to_one("Provider", "provider_id", description="Who runs the ground.")
    order_id = ReadField(
        graphene.ID,
        Resolved(("order_id",)),
        required=True,
        resolver=lambda row, _info: ids.encode("Order", row.values["order_id"]),
        description="The id of the order that is to be paid.",
    )
    season_starts = graphene.Date(required=True, description="The first day of the season.")
    season_ends = graphene.Date(required=True, description="The last day of the season.")
    starts_at = _known(
        "starts_at", graphene.DateTime, _BOUND.format(bound="lower"), required=True, description="From when it stands."
    )
    ends_at = _known(
        "ends_at",
        graphene.DateTime,
        _BOUND.format(bound="upper"),
        required=True,
        description="From when it stands there no more.",
    )
    person = to_one("Person", "person_id", description="Who brought it, where with an account; to themselves.")
    organisation = to_one("Organisation", "organisation_id", description="Whose it is, where an organisation's.")
    holder_name = graphene.String(description="The name of whoever brought it.")
    holder_email = graphene.String(description="Where they are written to.")
    holder_address = graphene.String(description="Where the sticker is posted, of somebody who wrote on paper.")
    registration = graphene.String(description="The registration of the boat, in upper case.")
    trailer_registration = graphene.String(description="The registration of the trailer, in upper case.")
    width_mm = column(graphene.Int, "beam_mm", required=True, description="The largest width, in millimetres.")
    length_mm = graphene.Int(required=True, description="The largest length, in millimetres.")
    has_frame = graphene.Boolean(required=True, description="Whether these are the measures of a frame for a cover.")
    stands = Stands(required=True, description="How it stands.")
    area_m2 = ReadField(
        graphene.String,
        Resolved(("m2",)),
        required=True,
        resolver=lambda row, _info: str(row.values["m2"]),
        description="What it takes of the ground in square metres, a decimal.",
    )
    sticker_number = _known(
        "sticker_number",
        graphene.Int,
        _STICKER.format(column="number"),
        description="The number that has to be seen on the boat, once it is paid for.",
    )
    sticker_posted_at = _known(
        "sticker_posted_at",
        graphene.DateTime,
        _STICKER.format(column="posted_at"),
        description="When the sticker was posted, or handed over.",
    )
    due_at = graphene.DateTime(required=True, description="Until when it is to be paid.")
    created_at = graphene.DateTime(required=True, description="When the notice was given.")
    paid_at = graphene.DateTime(description="When the price came in.")
    ended_at = graphene.DateTime(description="Since when it is away, or the notice taken back.")
    end_reason = graphene.String(description="Why, as whoever brought it was told.")


def notices_of_person() -> ListField:
    """The notices of a person."""
    way = ToMany("StorageNotice", "{row}.person_id = {parent}", order=(_GIVEN, KEY))
    return to_many(way, filter_type=StorageNoticeFilter, description="The person's boats on unmarked ground.")


def notices_of_me() -> ListField:
    """The notices of the one who asks."""
    way = ToMany("StorageNotice", "{row}.person_id = acting_person()", order=(_GIVEN, KEY))
    text = "The boats on unmarked winter ground of the one who asks, the newest first."
    return to_many(way, filter_type=StorageNoticeFilter, description=text)


def notices_of_organisation() -> ListField:
    """The notices of an organisation."""
    way = ToMany("StorageNotice", "{row}.organisation_id = {parent}", order=(_GIVEN, KEY))
    text = "Its boats on unmarked winter ground, for those who act for it."
    return to_many(way, filter_type=StorageNoticeFilter, description=text)


def notices_of_provider() -> ListField:
    """The notices of a provider, for its clerks."""
    way = ToMany("StorageNotice", "{row}.provider_id = {parent}", order=(_GIVEN, KEY))
    field = to_many(
        way,
        filter_type=StorageNoticeFilter,
        order_by=STORAGE_ORDER,
        description="Boats on its unmarked winter ground, the newest first; for its clerks, and every look is noted.",
    )
    return guarded(field, in_role(Role.CLERK, scope=Scope.PROVIDER_READ))


class StorageQuery:
    """The root of notices."""

    storage_notice = by_link(
        "StorageNotice",
        STATEMENTS.notice_to_show,
        description="A boat on unmarked winter ground, for whoever brought it and for clerks of the provider; null for "
        "everybody else.",
    )
