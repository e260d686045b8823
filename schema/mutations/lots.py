"""Knows how staff cut unmarked winter ground into lots over the API, before a round opens."""

import re
from decimal import Decimal

import graphene

from harbors.access.records import Role, Scope
from harbors.idempotency.records import Answer
from harbors.lots.commands import cut_lots
from harbors.lots.reads import provider_of_ground
from harbors.lots.records import Cut, LotClass, LotSize
from harbors.places.records import PlaceId, ProviderId
from harbors.sql import Connection
from schema import ids
from schema.errors import BadInput, LimitExceeded
from schema.lists import some
from schema.mutations.access import role
from schema.mutations.effects import Doing, mutation
from schema.mutations.inputs import Input, idempotency_key
from schema.mutations.payloads import problems, thing

MOST_SIZES = 50
_DECIMAL = re.compile(r"[0-9]{1,7}(\.[0-9]{1,2})?")


class LotsInput(graphene.InputObjectType):
    """So many lots of one size."""

    width_mm = graphene.Int(required=True, description="How wide each is: 1 to 12 metres.")
    length_mm = graphene.Int(required=True, description="How long each is: 2 to 40 metres.")
    count = graphene.Int(required=True, description="How many there are.")


class CutLotsInput(graphene.InputObjectType):
    """How unmarked ground is cut from now on."""

    unmarked_id = graphene.ID(required=True, description="The id of an UnmarkedWinterStorage of the provider.")
    ground_m2 = graphene.String(
        description="How many square metres of it can be given, ways of rescue left out: a decimal. Needed once; the "
        "lots together take no more."
    )
    lots = graphene.InputField(
        some(LotsInput),
        required=True,
        description="All the lots, each size once. Lots of a size that stays stay as they are; with an empty list the "
        "boats are brought first again, then notified.",
    )
    idempotency_key = idempotency_key()


class CutLotsPayload(graphene.ObjectType):
    """The ground as it is cut now, or why it was refused."""

    unmarked = thing("UnmarkedWinterStorage", description="The ground; null when it was refused.")
    errors = problems()


def _ground(input: Input) -> PlaceId:
    return PlaceId(ids.decode_as("UnmarkedWinterStorage", input["unmarked_id"]))


async def _provider(connection: Connection, input: Input) -> ProviderId | None:
    return await provider_of_ground(connection, _ground(input))


async def _cut(connection: Connection, doing: Doing, input: Input) -> Answer:
    ground_id, cut = _ground(input), _read(input)
    planned = await cut_lots(connection, ground_id, cut, now=doing.now)
    told = {one.size.called: one.count for one in cut.classes}
    doing.changed("UnmarkedWinterStorage", ground_id, after={"groundM2": str(planned.measured_m2), "lots": told})
    return Answer(facts={"id": str(ground_id)})


def _read(input: Input) -> Cut:
    """The cut. Raises BAD_USER_INPUT for what is no number of square metres, LIMIT_EXCEEDED for too many sizes."""
    told, several = input.get("ground_m2"), input["lots"]
    if told is not None and not _DECIMAL.fullmatch(told):
        raise BadInput("groundM2: give square metres as a decimal, as in 1250.50.", field="groundM2")
    if len(several) > MOST_SIZES:
        raise LimitExceeded(f"lots: there are no more than {MOST_SIZES} sizes.", limit=MOST_SIZES)
    return Cut(
        classes=tuple(LotClass(LotSize(one["width_mm"], one["length_mm"]), one["count"]) for one in several),
        ground_m2=None if told is None else Decimal(told),
    )


class LotMutation:
    """The mutation of lots."""

    cut_lots = mutation(
        CutLotsPayload,
        CutLotsInput,
        _cut,
        access=role(Role.MANAGER, at=_provider, scope=Scope.PROVIDER_WRITE),
        description="Cuts unmarked winter ground into lots of a few sizes, which rounds give like marked places; "
        "before the round opens, and never more than there is ground.",
    )
