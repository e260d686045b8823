"""Knows listings as their provider and the city see them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import graphene
import orjson

from harbors.access.records import Principal, Role, Scope
from harbors.access.rules import acts_for_any
from harbors.listings import kinds
from harbors.listings.fields import BOAT_TYPE
from harbors.listings.forms import FORMS
from harbors.listings.register import plain_id
from schema import ids
from schema.catalogue.common import Node
from schema.catalogue.conditions import names, of
from schema.enums import described
from schema.errors import ApiError
from schema.lists import some
from schema.permissions import CITY, Requirement, guarded
from schema.reads.declare import KEY, Relation, Resolved, SortKey, ToMany
from schema.reads.fields import ListField, ReadField, by_id, to_many, to_one
from schema.reads.filters import Filter, OrderBy, Where
from schema.reads.loading import Row, load_row
from schema.reads.registry import read_type
from schema.reads.resources import Resource

TYPE_NAMES: Mapping[str, str] = {
    **{kind: "".join(part.capitalize() for part in kind.split("_")) for kind in kinds.ResourceKind},
    BOAT_TYPE: "BoatType",
}
"""The type of the API that a kind of resource is."""

ResourceKind = described(
    kinds.ResourceKind,
    "What providers list.",
    HARBOR="A harbor.",
    PIER="A pier of a harbor.",
    BERTH="A berth at a pier.",
    GUEST_MOORING="A mooring for guests.",
    QUAY="A quay that is booked by the metre.",
    WINTER_STORAGE_AREA="A winter storage area.",
    WINTER_STORAGE_SECTION="A section of a winter storage area.",
    WINTER_STORAGE_PLACE="A numbered place in a section.",
    UNMARKED_WINTER_STORAGE="The unmarked part of a winter storage area.",
    SERVICE="A service: a ramp, a crane, a sauna ...",
    FERRY_STOP="A pier where ferries call.",
    FERRY_ROUTE="A ferry line.",
)
ListingAction = described(
    kinds.Action,
    "What a listing does to the catalogue once it is published.",
    CREATE="Adds a resource.",
    CHANGE="Changes one.",
    RETIRE="Takes one out, with all that lies in it.",
)
ListingState = described(
    kinds.ListingState,
    "Where a listing stands.",
    PENDING="The city has not decided yet.",
    PUBLISHED="It is in the catalogue.",
    REJECTED="The city refused it, for a reason.",
    WITHDRAWN="Its provider took it back, or listed the same resource anew.",
)


def _sees_listings(principal: Principal) -> bool:
    return principal.handles_city or acts_for_any(principal, role=Role.VIEWER)


SEES_LISTINGS = Requirement("those who act for a provider or handle for the city", _sees_listings, Scope.LISTINGS_READ)
"""Whose listings are seen stands in the visibility of the rows."""


class GeoJSONFeature(graphene.Scalar):
    """A GeoJSON Feature (RFC 7946) as `importListings` takes it."""

    @staticmethod
    def serialize(value: Any) -> Any:
        return value


def _key(kind: str, id: str | UUID) -> str:
    return ids.encode(TYPE_NAMES[kind], UUID(str(id)))


def _resource_id(row: Row, _info: Any) -> str:
    return _key(row.values["kind"], row.values["resource_id"])


async def _resource(row: Row, info: Any) -> Row | None:
    return await load_row(info.context, read_type(TYPE_NAMES[row.values["kind"]]), row.values["resource_id"])


def _feature(row: Row, _info: Any) -> dict[str, Any] | None:
    """The content in the words of the API, with ids in its spelling."""
    content = row.values["content"]
    if content is None:
        return None
    told = orjson.loads(content) if isinstance(content, str) else content
    form = FORMS[kinds.ResourceKind(row.values["kind"])]
    properties = {field.wire: _spelled(field.names, told[field.name]) for field in form.fields}
    own = {"id": _resource_id(row, None), "externalId": row.values["external_id"]}
    return {"type": "Feature", "geometry": orjson.loads(told["geometry"]), "properties": own | properties}


def _spelled(kind: str | None, value: Any) -> Any:
    if kind is None or value is None:
        return value
    return [_key(kind, id) for id in value] if isinstance(value, list) else _key(kind, value)


BY_SUBMISSION = SortKey("{row}.submitted_at", "timestamptz", descending=True)
LISTING_ORDER = OrderBy(
    "ListingOrder",
    {
        "SUBMITTED_AT_ASC": (replace(BY_SUBMISSION, descending=False),),
        "SUBMITTED_AT_DESC": (BY_SUBMISSION,),
    },
    {"SUBMITTED_AT_ASC": "The oldest first.", "SUBMITTED_AT_DESC": "The newest first."},
)


def _batches(values: Any) -> tuple[list[UUID]]:
    return ([ids.decode_as("Batch", value) for value in values],)


class ListingFilter(Filter):
    """What listings can be filtered by."""

    states = Where(
        some(ListingState), "{row}.state = ANY({0})", "text[]", parameters=names, description="Only in these states."
    )
    kinds = Where(
        some(ResourceKind), "{row}.kind = ANY({0})", "text[]", parameters=names, description="Only of these kinds."
    )
    provider_ids = of("Provider", "provider_id", description="Only listings of these providers.")
    batch_ids = Where(
        some(graphene.ID),
        "{row}.batch_id = ANY({0})",
        "uuid[]",
        parameters=_batches,
        description="Only what came with these files.",
    )


def _batch_id(row: Row, _info: Any) -> str | None:
    return None if row.values["batch_id"] is None else ids.encode("Batch", row.values["batch_id"])


class Listing(Resource):
    """What a provider proposes to publish, change or retire; it is decided once, and for good."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "listings",
            visible="(acting_as_city() OR {row}.provider_id = ANY(acting_for('VIEWER')))",
            order=(BY_SUBMISSION, KEY),
            access=SEES_LISTINGS,
        )

    kind = ResourceKind(required=True, description="What is listed.")
    action = ListingAction(required=True, description="What is to become of it.")
    state = ListingState(required=True, description="Where the listing stands.")
    reviewed = graphene.Boolean(required=True, description="Whether the city decides, rather than nobody.")
    reason = graphene.String(description="Why it was rejected.")
    external_id = graphene.String(description="The provider's own name of the resource.")
    submitted_at = graphene.DateTime(required=True, description="When it was listed.")
    decided_at = graphene.DateTime(description="When it was published, rejected or withdrawn.")
    provider = to_one("Provider", "provider_id", description="Whose it is; null once it lists nothing any more.")
    batch_id = ReadField(
        graphene.ID,
        Resolved(("batch_id",)),
        resolver=_batch_id,
        description="What came with the same file has the same; null where it was listed by itself.",
    )
    resource_id = ReadField(
        graphene.ID,
        Resolved(("kind", "resource_id")),
        required=True,
        resolver=_resource_id,
        description="The id of the resource, the same before and after it is published.",
    )
    resource = ReadField(
        Node,
        Resolved(("kind", "resource_id")),
        resolver=_resource,
        description="The resource as it is published now; null where it is not.",
    )
    feature = ReadField(
        GeoJSONFeature,
        Resolved(("kind", "resource_id", "external_id", "content")),
        resolver=_feature,
        description="The whole resource as it is proposed; null where it is to be retired.",
    )


def listings_of_provider() -> ListField:
    """The listings of a provider, for those who act for it."""
    way = ToMany("Listing", "{row}.provider_id = {parent}", order=(BY_SUBMISSION, KEY))
    text = "What it proposed to publish, change or retire, the newest first; for those who act for it and for the city."
    return guarded(to_many(way, filter_type=ListingFilter, order_by=LISTING_ORDER, description=text), SEES_LISTINGS)


class ListingQuery:
    """The roots of listings."""

    listings = guarded(
        to_many(
            ToMany("Listing"),
            filter_type=ListingFilter,
            order_by=LISTING_ORDER,
            description="The listings of all providers, the newest first; for those who handle for the city.",
        ),
        CITY,
    )
    listing = guarded(by_id("Listing", description="A listing, of one's own provider or for the city."), SEES_LISTINGS)


def decode_id(kind: str, text: str) -> UUID | None:
    """The key in an id of this kind of resource, spelled as the API or the database does; else ``None``."""
    try:
        type_name, key = ids.decode(text)
    except ApiError:
        return plain_id(kind, text)
    return key if type_name == TYPE_NAMES[kind] else None
