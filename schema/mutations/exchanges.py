"""Knows how clerks have exchanges looked for over the API, and how members answer what is proposed."""

from collections.abc import Awaitable, Callable

import graphene

from harbors.access.records import Role, Scope
from harbors.exchanges import commands, records
from harbors.idempotency.records import Answer
from harbors.jobs.commands import put
from harbors.jobs.records import Job
from harbors.sql import Connection
from schema import ids
from schema.mutations.access import allowed, provider_in, role
from schema.mutations.effects import Act, Doing, mutation
from schema.mutations.inputs import Input, idempotency_key
from schema.mutations.payloads import problems, thing
from schema.permissions import SIGNED_IN


class ProposeExchangesInput(graphene.InputObjectType):
    """Where exchanges are looked for."""

    provider_id = graphene.ID(required=True, description="The id of the Provider.")
    idempotency_key = idempotency_key()


class AnswerExchangeInput(graphene.InputObjectType):
    """Which exchange is answered."""

    exchange_id = graphene.ID(required=True, description="The id of the own Exchange.")
    idempotency_key = idempotency_key()


class ProposeExchangesPayload(graphene.ObjectType):
    """Where exchanges will be looked for, or why not."""

    provider = thing("Provider", description="The provider; null when it was refused.")
    errors = problems()


class ExchangePayload(graphene.ObjectType):
    """The exchange as it stands now, or why the answer was refused."""

    exchange = thing("Exchange", description="The exchange; null when the answer was refused.")
    errors = problems()


async def _propose(connection: Connection, doing: Doing, _input: Input) -> Answer:
    id = str(doing.provider)
    await put(connection, Job.SEARCH_EXCHANGES, {"provider": id}, key=f"exchanges of {id}")
    doing.changed("Provider", doing.provider)
    return Answer(facts={"id": id})


def _answer(command: Callable[..., Awaitable[records.Exchange]], said: records.AnswerGiven) -> Act:
    async def act(connection: Connection, doing: Doing, input: Input) -> Answer:
        id = records.MemberId(ids.decode_as("Exchange", input["exchange_id"]))
        exchange = await command(connection, id, person_id=doing.person, now=doing.now, chance=doing.chance)
        after = {"answer": said.value, "status": exchange.status.value}
        doing.changed("Exchange", id, provider_id=exchange.provider_id, after=after)
        return Answer(facts={"id": str(id)})

    return act


class ExchangeMutation:
    """The mutations of exchanges between rounds."""

    propose_exchanges = mutation(
        ProposeExchangesPayload,
        ProposeExchangesInput,
        _propose,
        access=role(Role.CLERK, at=provider_in("provider_id"), scope=Scope.PROVIDER_WRITE),
        description="Has exchanges looked for among those who wait for one; what is found is proposed by mail.",
    )
    accept_exchange = mutation(
        ExchangePayload,
        AnswerExchangeInput,
        _answer(commands.accept_exchange, records.AnswerGiven.ACCEPTED),
        access=allowed(SIGNED_IN.within(Scope.APPLICATIONS_WRITE)),
        description="Accepts an exchange; once all members have, every one has the other place at one instant.",
    )
    decline_exchange = mutation(
        ExchangePayload,
        AnswerExchangeInput,
        _answer(commands.decline_exchange, records.AnswerGiven.DECLINED),
        access=allowed(SIGNED_IN.within(Scope.APPLICATIONS_WRITE)),
        description="Declines an exchange: nothing changes, and the own wish is taken back.",
    )
