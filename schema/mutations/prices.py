"""Knows how managers make, publish and withdraw price lists over the API, and the city how organisations pay."""

from collections.abc import Awaitable, Callable

import graphene

from harbors.access.records import Role, Scope
from harbors.errors import HarborError
from harbors.idempotency.records import Answer
from harbors.places.records import ProviderId
from harbors.prices import commands, records
from harbors.prices.reads import price_list_with
from harbors.rounds.rules import require_reason
from harbors.sql import Connection
from schema.mutations.access import allowed, provider_in, role
from schema.mutations.effects import Act, Doing, mutation
from schema.mutations.inputs import Input, member
from schema.mutations.payloads import problems, thing
from schema.mutations.price_inputs import (
    AddSubsidyInput,
    CreatePriceListInput,
    EndSubsidyInput,
    PriceListInput,
    SetPayerGroupInput,
    organisation_id,
    price_list_id,
    read_price_list,
    read_subsidy,
    subsidy_id,
)
from schema.permissions import CITY
from schema.prices import PayerGroup

_Move = Callable[..., Awaitable[tuple[records.PriceList, records.PriceList]]]


class PriceListPayload(graphene.ObjectType):
    """The price list as it stands now, or why it was refused."""

    price_list = thing("PriceList", description="The price list; null when it was refused.")
    errors = problems()


class SetPayerGroupPayload(graphene.ObjectType):
    """How the organisation pays now, or why it was refused."""

    payer_group = graphene.Field(
        PayerGroup,
        resolver=lambda done, _info: done.answer.facts.get("payer_group"),
        description="How it pays; null when it was refused.",
    )
    errors = problems()


async def provider_of_list(connection: Connection, input: Input) -> ProviderId | None:
    """Whose price list the input names."""
    try:
        return (await price_list_with(connection, price_list_id(input))).provider_id
    except HarborError:
        return None


async def _create(connection: Connection, doing: Doing, input: Input) -> Answer:
    told = read_price_list(input, provider_id=doing.provider, chance=doing.chance)
    made = await commands.create_price_list(connection, told, now=doing.now, chance=doing.chance)
    doing.changed("PriceList", made.id, after=_told(made))
    return Answer(facts={"id": str(made.id)})


def _moving(move: _Move) -> Act:
    async def act(connection: Connection, doing: Doing, input: Input) -> Answer:
        before, after = await move(connection, price_list_id(input), now=doing.now)
        doing.changed("PriceList", before.id, before=_told(before), after=_told(after))
        return Answer(facts={"id": str(before.id)})

    return act


async def _add_subsidy(connection: Connection, doing: Doing, input: Input) -> Answer:
    price_list = await commands.hold_price_list(connection, price_list_id(input))
    subsidy = read_subsidy(input["subsidy"], chance=doing.chance)
    await commands.add_subsidy(connection, subsidy, price_list=price_list)
    doing.changed("PriceList", price_list.id, after={"subsidy": str(subsidy.id), "ground": subsidy.ground.fi})
    return Answer(facts={"id": str(price_list.id)})


async def _end_subsidy(connection: Connection, doing: Doing, input: Input) -> Answer:
    list_id, ended = price_list_id(input), subsidy_id(input)
    await commands.end_subsidy(connection, ended, list_id=list_id, now=doing.now)
    doing.changed("PriceList", list_id, before={"subsidy": str(ended)})
    return Answer(facts={"id": str(list_id)})


async def _set_payer_group(connection: Connection, doing: Doing, input: Input) -> Answer:
    id, group = organisation_id(input), member(records.PayerGroup, input["payer_group"])
    reason = require_reason(input["reason"])
    before = await commands.set_payer_group(connection, id, group=group)
    doing.changed("Organisation", id, reason=reason, before={"payerGroup": before}, after={"payerGroup": group})
    return Answer(facts={"payer_group": group})


def _told(price_list: records.PriceList) -> dict[str, str]:
    first = price_list.valid.first.isoformat()
    return {"product": price_list.product, "status": price_list.status, "validFrom": first}


_OF_LIST = role(Role.MANAGER, at=provider_of_list, scope=Scope.PROVIDER_WRITE)


class PriceMutation:
    """The mutations of prices."""

    create_price_list = mutation(
        PriceListPayload,
        CreatePriceListInput,
        _create,
        access=role(Role.MANAGER, at=provider_in("provider_id"), scope=Scope.PROVIDER_WRITE),
        description="Makes a price list as a draft, from which nothing is quoted.",
    )
    publish_price_list = mutation(
        PriceListPayload,
        PriceListInput,
        _moving(commands.publish_price_list),
        access=_OF_LIST,
        description="Quotes by a price list from now on; the one that held until then ends where this one begins.",
    )
    withdraw_price_list = mutation(
        PriceListPayload,
        PriceListInput,
        _moving(commands.withdraw_price_list),
        access=_OF_LIST,
        description="Quotes by a price list no longer; what was ordered stands as it was.",
    )
    add_subsidy = mutation(
        PriceListPayload,
        AddSubsidyInput,
        _add_subsidy,
        access=_OF_LIST,
        description="Takes something off what is quoted by a price list, on a ground that the line tells.",
    )
    end_subsidy = mutation(
        PriceListPayload,
        EndSubsidyInput,
        _end_subsidy,
        access=_OF_LIST,
        description="Takes it off no longer; what was quoted stands.",
    )
    set_payer_group = mutation(
        SetPayerGroupPayload,
        SetPayerGroupInput,
        _set_payer_group,
        access=allowed(CITY),
        description="Says whether an organisation pays as a company, as a person, or nothing.",
    )
