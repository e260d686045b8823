"""Knows price lists as everybody reads them, what a place costs a season, and why tenants want another place."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import graphene

from harbors.prices import records
from schema.catalogue.common import Named, Node
from schema.catalogue.conditions import names
from schema.catalogue.kinds import Mooring
from schema.enums import described
from schema.lists import some
from schema.money import CURRENCY, Money
from schema.reads.declare import EVERYBODY, KEY, Composite, Expression, Listing, Relation, SortKey, ToMany
from schema.reads.fields import ListField, ReadField, computed, to_many, to_one
from schema.reads.filters import Filter, Where
from schema.reads.resources import Resource

PricedProduct = graphene.Enum(
    "PricedProduct",
    [("BERTH", "BERTH"), ("WINTER_STORAGE", "WINTER_STORAGE")],
    description=lambda value: (
        {
            "BERTH": "Berths by the season.",
            "WINTER_STORAGE": "Places and ground for the winter.",
        }[value.name]
        if value
        else "What is priced by the season."
    ),
)
PriceListStatus = described(
    records.PriceListStatus,
    "Where a price list stands; whether it holds on a day, its days say.",
    DRAFT="Nothing is quoted from it.",
    PUBLISHED="It is what is quoted.",
    WITHDRAWN="Nothing is quoted from it any more; what was ordered stands as it was.",
)
PayerGroup = described(
    records.PayerGroup,
    "Who pays, as far as it counts for the price.",
    PRIVATE="A person.",
    COMPANY="An organisation, unless staff said otherwise.",
    NON_BILLABLE="An organisation that pays nothing.",
)
Stored = described(
    records.Stored,
    "What is measured on land.",
    BOAT="The boat as it stands there, the frame of its cover included.",
    BOX="The box that is marked for it.",
)
Per = described(records.Per, "For which time a service is paid.", SEASON="For a season.", MONTH="For each month begun.")

_NEWEST = (
    SortKey("lower({row}.valid)", "date", descending=True),
    SortKey("{row}.created_at", "timestamptz", descending=True),
    KEY,
)


class BerthPrice(graphene.ObjectType):
    """What a berth costs a season whose width lies in a band."""

    over_mm = graphene.Int(required=True, description="The band holds widths over this, in millimetres.")
    upto_mm = graphene.Int(description="Up to this and including it; null: without a bound.")
    tier = graphene.Int(description="For piers of this price tier; null: of every tier.")
    mooring = Mooring(description="For berths with this mooring alone, before other prices; null: for all.")
    harbor_id = graphene.ID(description="For berths of this Harbor alone, before prices for all; null: for all.")
    amount = graphene.String(required=True, description="Euros with VAT, a decimal.")


class AreaPrice(graphene.ObjectType):
    """What a square metre of a winter storage area costs a season."""

    area_id = graphene.ID(required=True, description="The id of the WinterStorageArea.")
    stored = Stored(required=True, description="What is measured.")
    per_m2 = graphene.String(required=True, description="Euros with VAT, a decimal.")


class ServicePrice(graphene.ObjectType):
    """What comes beside a place, by an amount or a percentage."""

    id = graphene.ID(required=True, description="Names the service.")
    name_fi = graphene.String(required=True, description="The name in Finnish.")
    name_sv = graphene.String(required=True, description="The name in Swedish.")
    name_en = graphene.String(required=True, description="The name in English.")
    per = Per(required=True, description="For which time it is paid.")
    amount = graphene.String(description="Euros with VAT, a decimal; null where a percentage is told.")
    percentage = graphene.String(description="Of what the place costs, a decimal; null where an amount is told.")


class Subsidy(graphene.ObjectType):
    """What is taken off the price of a place, as a line of its own."""

    id = graphene.ID(required=True, description="Names the subsidy.")
    name_fi = graphene.String(required=True, description="The name in Finnish.")
    name_sv = graphene.String(required=True, description="The name in Swedish.")
    name_en = graphene.String(required=True, description="The name in English.")
    ground_fi = graphene.String(required=True, description="On what ground, in Finnish.")
    ground_sv = graphene.String(required=True, description="On what ground, in Swedish.")
    ground_en = graphene.String(required=True, description="On what ground, in English.")
    amount = graphene.String(description="Euros a season, a decimal; null where a percentage is told.")
    percentage = graphene.String(description="Of what the place costs, a decimal; null where an amount is told.")
    harbor_id = graphene.ID(description="Only in this Harbor; null: wherever the place is.")
    area_id = graphene.ID(description="Only in this WinterStorageArea; null: wherever the place is.")
    boat_type_id = graphene.ID(description="Only for boats of this BoatType; null: for all.")


class PriceListFilter(Filter):
    """What price lists can be filtered by."""

    statuses = Where(
        some(PriceListStatus),
        "{row}.status = ANY({0})",
        "text[]",
        parameters=names,
        description="Only those that stand so.",
    )
    holds_on = Where(
        graphene.Date, "{row}.valid @> {0}", "date", description="Only those that hold for seasons from this day."
    )


class PriceList(Resource):
    """What places of a provider cost for seasons that begin on its days."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("price_lists", visible=EVERYBODY, order=_NEWEST)

    product = PricedProduct(required=True, description="What it prices.")
    status = PriceListStatus(required=True, description="Where it stands.")
    valid_from = computed(
        graphene.Date, Expression("lower({row}.valid)"), required=True, description="The first day for which it holds."
    )
    valid_before = computed(
        graphene.Date, Expression("upper({row}.valid)"), description="The first day for which it holds no more."
    )
    company_factor = computed(
        graphene.String,
        Expression("{row}.company_factor::text"),
        required=True,
        description="How many times the price companies pay, a decimal.",
    )
    non_billable_factor = computed(
        graphene.String,
        Expression("{row}.non_billable_factor::text"),
        required=True,
        description="How many times the price organisations pay that are billed nothing, a decimal.",
    )
    provider = to_one("Provider", "provider_id", description="Whose it is.")
    created_at = graphene.DateTime(required=True, description="When it was made.")
    published_at = graphene.DateTime(description="When it was published.")
    withdrawn_at = graphene.DateTime(description="When it was withdrawn.")
    berth_prices = computed(
        some(BerthPrice),
        Listing(
            "FROM (SELECT told.id, told.over_mm, told.upto_mm, told.tier, told.mooring, told.amount::text AS amount, "
            "contract_id('Harbor', told.harbor_id) AS harbor_id "
            "FROM berth_prices told WHERE told.list_id = {row}.id) AS item",
            ("over_mm", "upto_mm", "tier", "mooring", "harbor_id", "amount"),
            order="item.mooring NULLS FIRST, item.harbor_id NULLS FIRST, item.over_mm, item.tier, item.id",
        ),
        required=True,
        description="What berths cost by it.",
    )
    area_prices = computed(
        some(AreaPrice),
        Listing(
            "FROM (SELECT told.id, told.stored, told.per_m2::text AS per_m2, "
            "contract_id('WinterStorageArea', told.area_id) AS area_id "
            "FROM area_prices told WHERE told.list_id = {row}.id) AS item",
            ("area_id", "stored", "per_m2"),
            order="item.area_id, item.stored, item.id",
        ),
        required=True,
        description="What winter storage areas cost by it.",
    )
    services = computed(
        some(ServicePrice),
        Listing(
            "FROM (SELECT told.position, told.name_fi, told.name_sv, told.name_en, told.per, "
            "told.amount::text AS amount, told.percentage::text AS percentage, "
            "contract_id('ServicePrice', told.id) AS id "
            "FROM service_prices told WHERE told.list_id = {row}.id) AS item",
            ("id", "name_fi", "name_sv", "name_en", "per", "amount", "percentage"),
            order="item.position, item.id",
        ),
        required=True,
        description="What comes beside places.",
    )
    subsidies = computed(
        some(Subsidy),
        Listing(
            "FROM (SELECT told.position, told.name_fi, told.name_sv, told.name_en, told.ground_fi, told.ground_sv, "
            "told.ground_en, told.amount::text AS amount, told.percentage::text AS percentage, "
            "contract_id('Subsidy', told.id) AS id, contract_id('Harbor', told.harbor_id) AS harbor_id, "
            "contract_id('WinterStorageArea', told.area_id) AS area_id, "
            "contract_id('BoatType', told.boat_type_id) AS boat_type_id "
            "FROM subsidies told WHERE told.list_id = {row}.id AND told.ended_at IS NULL) AS item",
            (
                *("id", "name_fi", "name_sv", "name_en", "ground_fi", "ground_sv", "ground_en", "amount"),
                *("percentage", "harbor_id", "area_id", "boat_type_id"),
            ),
            order="item.position, item.id",
        ),
        required=True,
        description="What it takes off.",
    )


class SwitchReason(Named, Resource):
    """Why a tenant wants another place."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("switch_reasons", order=(SortKey("{row}.number", "integer"), KEY))


def _asked(given: Mapping[str, Any]) -> tuple[date, str]:
    group = given.get("payer_group") or records.PayerGroup.PRIVATE
    return given["season_starts"], str(getattr(group, "value", group))


_PRICE = "season_price({row}.id, {0}, {1})"
_RATE = "season_vat({row}.id, {0})"


def season_price() -> ReadField:
    """What a place costs a season: the database computes it for all rows of a read at once."""
    parts = (
        ("amount", Expression(f"{_PRICE}::text", cost=60)),
        ("currency", Expression(f"'{CURRENCY}'::text")),
        ("vat_rate", Expression(f"{_RATE}::text", cost=20)),
        ("vat_amount", Expression(f"round({_PRICE} * {_RATE} / (100 + {_RATE}), 2)::text", cost=80)),
    )
    there = Expression(f"{_PRICE} + {_RATE} IS NOT NULL", cost=80)
    return computed(
        Money,
        Composite(parts, there, types=("date", "text"), arguments=_asked),
        args={
            "season_starts": graphene.Argument(
                graphene.Date, required=True, description="The first day of the season: the list of that day counts."
            ),
            "payer_group": graphene.Argument(PayerGroup, description="Who pays: PRIVATE unless said."),
        },
        description="What it costs a whole season, by the price list of its provider, services and subsidies aside; "
        "null: it has no price.",
    )


def price_lists_of_provider() -> ListField:
    """The price lists of a provider."""
    way = ToMany("PriceList", "{row}.provider_id = {parent}", order=_NEWEST)
    return to_many(way, filter_type=PriceListFilter, description="Its price lists, the newest first.")


class PriceQuery(graphene.ObjectType):
    """The reads of prices that begin nowhere."""

    switch_reasons = to_many(ToMany("SwitchReason"), description="Why tenants want another place, as is offered.")
