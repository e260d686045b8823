"""Knows the figures that staff look at over a season: revenue by month and product, and how full harbors are."""

from datetime import date
from typing import Any

import graphene

from harbors.access.records import Role, Scope
from harbors.access.rules import acts_for
from harbors.places.kinds import PlaceKind
from harbors.places.records import ProviderId
from harbors.rounds.records import Season
from harbors.statistics import reads, records
from schema import ids
from schema.enums import described
from schema.errors import BadInput, Forbidden
from schema.lists import some
from schema.money import Money, Sum
from schema.order_words import Product
from schema.permissions import guarded, in_role
from schema.reads.loading import Row, load_row
from schema.reads.registry import graphql_type, read_type

CLERKS = in_role(Role.CLERK, scope=Scope.PROVIDER_READ)
_LONGEST_DAYS = 3_700


class Revenue(graphene.ObjectType):
    """What a month brought by one product at one rate of VAT.

    A line counts in the month in which its order was paid, or it was added to a paid one; an order that was cancelled
    later is taken out again in the month in which it was.
    """

    month = graphene.Date(required=True, description="The first day of the month.")
    product = Product(required=True, description="What was sold.")
    money = graphene.Field(
        Money,
        required=True,
        resolver=lambda one, _info: Sum(one.amount, one.vat_amount, one.vat_rate),
        description="What it came to.",
    )
    orders = graphene.Int(required=True, description="Of how many orders.")


async def _harbor(one: records.Occupancy, info: Any) -> Row | None:
    return await load_row(info.context, read_type("Harbor"), one.harbor_id) if one.harbor_id else None


async def _area(one: records.Occupancy, info: Any) -> Row | None:
    return await load_row(info.context, read_type("WinterStorageArea"), one.area_id) if one.area_id else None


class WidthOccupancy(graphene.ObjectType):
    """Places in use at a harbor or winter area, of widths above a bound and up to another; each counts once."""

    harbor = graphene.Field(
        lambda: graphql_type("Harbor"), resolver=_harbor, description="The harbor, where they are in one."
    )
    area = graphene.Field(
        lambda: graphql_type("WinterStorageArea"), resolver=_area, description="The area, of winter places."
    )
    from_mm = graphene.Int(description="The lower bound in millimetres, exclusive; null: no width is known.")
    to_mm = graphene.Int(description="The upper bound in millimetres, inclusive.")
    places = graphene.Int(required=True, description="How many places are in use.")
    leased = graphene.Int(required=True, description="How many a tenant has on some day of the season.")
    offered = graphene.Int(required=True, description="How many others are offered, or given by a round.")
    free = graphene.Int(required=True, description="How many nobody has on any day of it.")


SeasonPlaces = described(
    records.SeasonPlaces,
    "Which places are counted.",
    BERTH="Berths.",
    WINTER_STORAGE_PLACE="Numbered winter storage places.",
)


def _provider(info: Any, id: str) -> ProviderId:
    """The provider that is named. Raises FORBIDDEN for who is no clerk of it."""
    key = ProviderId(ids.decode_as("Provider", id))
    if not acts_for(info.context.principal, key, role=Role.CLERK):
        raise Forbidden("This is for those who act for the provider as clerk or more.")
    return key


async def _revenue(_root: None, info: Any, provider_id: str, first: date, before: date) -> list[records.Revenue]:
    key = _provider(info, provider_id)
    if not 0 < (before - first).days <= _LONGEST_DAYS:
        raise BadInput("before: later than first, by ten years at most.", field="before")
    async with info.context.unit_of_work() as connection:
        return await reads.revenue(connection, key, first=first, before=before)


async def _occupancy(
    _root: None,
    info: Any,
    provider_id: str,
    season_starts: date,
    season_ends: date,
    kind: records.SeasonPlaces,
) -> list[records.Occupancy]:
    key = _provider(info, provider_id)
    if not 0 <= (season_ends - season_starts).days <= 366:
        raise BadInput("seasonEnds: not before seasonStarts, and a year later at most.", field="seasonEnds")
    async with info.context.unit_of_work() as connection:
        season = Season(season_starts, season_ends)
        return await reads.occupancy_by_width(connection, key, season=season, kind=PlaceKind(kind.value))


_AT = {"provider_id": graphene.ID(required=True, description="The id of the Provider.")}


class StatisticsQuery:
    """The roots of statistics."""

    revenue = guarded(
        graphene.Field(
            some(Revenue),
            required=True,
            **_AT,
            first=graphene.Date(required=True, description="The first day that counts."),
            before=graphene.Date(required=True, description="The day before which the time ends."),
            resolver=_revenue,
            description="What a provider's orders brought, by month, product and rate of VAT; for its clerks.",
        ),
        CLERKS,
    )
    occupancy_by_width = guarded(
        graphene.Field(
            some(WidthOccupancy),
            required=True,
            **_AT,
            season_starts=graphene.Date(required=True, description="The first day of the season."),
            season_ends=graphene.Date(required=True, description="The last day of the season."),
            kind=graphene.Argument(SeasonPlaces, default_value=records.SeasonPlaces.BERTH, description="Which places."),
            resolver=_occupancy,
            description="How full a provider's harbors or winter areas are in a season, by width in steps of half a "
            "metre; for its clerks.",
        ),
        CLERKS,
    )
