"""Knows the inputs of the mutations of price lists, and what they are in the words of the field."""

import re
from decimal import Decimal
from uuid import UUID

import graphene

from harbors.chance import Chance, draw_id
from harbors.orders.records import Product
from harbors.organisations.records import OrganisationId
from harbors.places.kinds import Mooring as MooringKind
from harbors.places.records import BoatTypeId, HarborId, ProviderId, WinterStorageAreaId
from harbors.prices import records
from harbors.prices.records import Days, PriceListId, ServicePriceId, SubsidyId
from schema import ids
from schema.catalogue.kinds import Mooring
from schema.errors import BadInput, LimitExceeded
from schema.lists import some
from schema.mutations.inputs import Input, TextInput, idempotency_key, member, read_text
from schema.prices import PayerGroup, Per, PricedProduct, Stored

MOST = 500
_DECIMAL = re.compile(r"[0-9]{1,8}(\.[0-9]{1,2})?")


class BerthPriceInput(graphene.InputObjectType):
    """What a berth costs a season whose width lies over one figure, up to and including another."""

    over_mm = graphene.Int(default_value=0, description="Over this width in millimetres; 0 unless said.")
    upto_mm = graphene.Int(description="Up to this width and including it; without a bound unless said.")
    tier = graphene.Int(description="For piers of this tier, 1 to 3; of every tier unless said.")
    mooring = graphene.InputField(Mooring, description="For this mooring alone.")
    harbor_id = graphene.ID(description="For this Harbor alone.")
    amount = graphene.String(required=True, description="Euros with VAT, a decimal.")


class AreaPriceInput(graphene.InputObjectType):
    """What a square metre of a winter storage area costs a season."""

    winter_storage_area_id = graphene.ID(required=True, description="The id of the WinterStorageArea.")
    stored = Stored(required=True, description="What is measured.")
    per_m2 = graphene.String(required=True, description="Euros with VAT, a decimal.")


class ServicePriceInput(graphene.InputObjectType):
    """What comes beside a place: by an amount or a percentage of what the place costs."""

    name = graphene.InputField(TextInput, required=True, description="Its name in three languages.")
    per = Per(required=True, description="For which time it is paid.")
    amount = graphene.String(description="Euros with VAT, a decimal.")
    percentage = graphene.String(description="Of what the place costs, a decimal.")


class SubsidyInput(graphene.InputObjectType):
    """What is taken off the price of a place: an amount or a percentage, on a ground that the line tells."""

    name = graphene.InputField(TextInput, required=True, description="Its name in three languages.")
    ground = graphene.InputField(TextInput, required=True, description="On what ground, in three languages.")
    amount = graphene.String(description="Euros a season, a decimal.")
    percentage = graphene.String(description="Of what the place costs, a decimal.")
    harbor_id = graphene.ID(description="Only in this Harbor.")
    winter_storage_area_id = graphene.ID(description="Only in this WinterStorageArea.")
    boat_type_id = graphene.ID(description="Only for boats of this BoatType.")


class CreatePriceListInput(graphene.InputObjectType):
    """A price list, whole: it does not change once it is made, another takes its place."""

    provider_id = graphene.ID(required=True, description="The id of the Provider.")
    product = PricedProduct(required=True, description="What it prices.")
    valid_from = graphene.Date(required=True, description="The first day for which it holds: that seasons begin on.")
    valid_before = graphene.Date(description="The first day for which it holds no more; it goes on unless said.")
    company_factor = graphene.String(description="How many times the price companies pay, a decimal; 2 unless said.")
    non_billable_factor = graphene.String(description="The same of who is billed nothing; 0 unless said.")
    berth_prices = graphene.InputField(some(BerthPriceInput), default_value=[], description="What berths cost.")
    area_prices = graphene.InputField(some(AreaPriceInput), default_value=[], description="What areas cost.")
    services = graphene.InputField(some(ServicePriceInput), default_value=[], description="What comes beside places.")
    subsidies = graphene.InputField(some(SubsidyInput), default_value=[], description="What is taken off.")
    idempotency_key = idempotency_key()


class PriceListInput(graphene.InputObjectType):
    """A price list that is to be published or withdrawn."""

    price_list_id = graphene.ID(required=True, description="The id of the PriceList.")
    idempotency_key = idempotency_key()


class AddSubsidyInput(graphene.InputObjectType):
    """What a price list takes off from now on."""

    price_list_id = graphene.ID(required=True, description="The id of the PriceList.")
    subsidy = graphene.InputField(SubsidyInput, required=True, description="What is taken off.")
    idempotency_key = idempotency_key()


class EndSubsidyInput(graphene.InputObjectType):
    """What a price list takes off no longer."""

    price_list_id = graphene.ID(required=True, description="The id of the PriceList.")
    subsidy_id = graphene.ID(required=True, description="The id of the Subsidy.")
    idempotency_key = idempotency_key()


class SetPayerGroupInput(graphene.InputObjectType):
    """How an organisation pays from now on."""

    organisation_id = graphene.ID(required=True, description="The id of the Organisation.")
    payer_group = PayerGroup(required=True, description="How it pays.")
    reason = graphene.String(required=True, description="Why; it is kept.")
    idempotency_key = idempotency_key()


def price_list_id(given: Input) -> PriceListId:
    """The price list that an input names. Raises BAD_USER_INPUT."""
    return PriceListId(ids.decode_as("PriceList", given["price_list_id"]))


def subsidy_id(given: Input) -> SubsidyId:
    """The subsidy that an input names. Raises BAD_USER_INPUT."""
    return SubsidyId(ids.decode_as("Subsidy", given["subsidy_id"]))


def organisation_id(given: Input) -> OrganisationId:
    """The organisation that an input names. Raises BAD_USER_INPUT."""
    return OrganisationId(ids.decode_as("Organisation", given["organisation_id"]))


def read_price_list(given: Input, *, provider_id: ProviderId, chance: Chance) -> records.PriceList:
    """The price list as it is told. Raises BAD_USER_INPUT for what is no decimal, LIMIT_EXCEEDED for too much."""
    for name in ("berth_prices", "area_prices", "services", "subsidies"):
        if len(given[name]) > MOST:
            raise LimitExceeded(f"A price list has {MOST} rows of a kind at most.", limit=MOST)
    company, non_billable = _decimal(given, "company_factor"), _decimal(given, "non_billable_factor")
    return records.PriceList(
        id=PriceListId(draw_id(chance)),
        provider_id=provider_id,
        product=member(Product, given["product"]),
        valid=Days(given["valid_from"], given.get("valid_before")),
        company_factor=Decimal(2) if company is None else company,
        non_billable_factor=Decimal(0) if non_billable is None else non_billable,
        berth_prices=tuple(_berth_price(one) for one in given["berth_prices"]),
        area_prices=tuple(_area_price(one) for one in given["area_prices"]),
        services=tuple(_service(one, chance=chance) for one in given["services"]),
        subsidies=tuple(read_subsidy(one, chance=chance) for one in given["subsidies"]),
    )


def read_subsidy(given: Input, *, chance: Chance) -> records.Subsidy:
    """The subsidy as it is told. Raises BAD_USER_INPUT."""
    harbor, area = _key(given, "harbor_id", "Harbor"), _key(given, "winter_storage_area_id", "WinterStorageArea")
    boat_type = _key(given, "boat_type_id", "BoatType")
    return records.Subsidy(
        id=SubsidyId(draw_id(chance)),
        name=read_text(given["name"]),
        ground=read_text(given["ground"]),
        amount=_decimal(given, "amount"),
        percentage=_decimal(given, "percentage"),
        harbor_id=HarborId(harbor) if harbor else None,
        area_id=WinterStorageAreaId(area) if area else None,
        boat_type_id=BoatTypeId(boat_type) if boat_type else None,
    )


def _berth_price(given: Input) -> records.BerthPrice:
    harbor, mooring = _key(given, "harbor_id", "Harbor"), given.get("mooring")
    return records.BerthPrice(
        amount=_decimal(given, "amount") or Decimal(0),
        over_mm=given["over_mm"],
        upto_mm=given.get("upto_mm"),
        tier=given.get("tier"),
        mooring=member(MooringKind, mooring) if mooring else None,
        harbor_id=HarborId(harbor) if harbor else None,
    )


def _area_price(given: Input) -> records.AreaPrice:
    return records.AreaPrice(
        area_id=WinterStorageAreaId(ids.decode_as("WinterStorageArea", given["winter_storage_area_id"])),
        stored=member(records.Stored, given["stored"]),
        per_m2=_decimal(given, "per_m2") or Decimal(0),
    )


def _service(given: Input, *, chance: Chance) -> records.ServicePrice:
    return records.ServicePrice(
        id=ServicePriceId(draw_id(chance)),
        name=read_text(given["name"]),
        per=member(records.Per, given["per"]),
        amount=_decimal(given, "amount"),
        percentage=_decimal(given, "percentage"),
    )


def _key(given: Input, name: str, type_name: str) -> UUID | None:
    told = given.get(name)
    return ids.decode_as(type_name, told) if told else None


def _decimal(given: Input, name: str) -> Decimal | None:
    told = given.get(name)
    if told is not None and not _DECIMAL.fullmatch(told):
        raise BadInput(f"{name}: give a decimal with two digits behind the point at most, as in 290.00.")
    return None if told is None else Decimal(told)
