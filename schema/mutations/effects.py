"""Knows how a mutation runs: leave, one transaction, one effect for each key, and an answer that can be given again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import graphene

from harbors.access.records import PersonId, Principal
from harbors.audit.commands import write, write_all
from harbors.chance import Chance
from harbors.errors import HarborError, Problem
from harbors.idempotency.commands import once, refuse_once
from harbors.idempotency.records import Answer, Request
from harbors.idempotency.refusals import KeyReused, NoKey
from harbors.idempotency.rules import key_hash
from harbors.payments.records import Method
from harbors.places.records import ProviderId
from harbors.sql import Connection
from harbors.text import Language
from schema.context import Context
from schema.mutations.access import Access
from schema.mutations.inputs import Input
from schema.mutations.witness import Change, entries_of, refusal_of


@dataclass(frozen=True, slots=True)
class Doing:
    """What an act is given: who acts, for which provider if leave depends on one, when, and chance.

    ``public_url`` is where links in mail begin. ``changes`` is what the audit trail is told beside that it was done,
    ``prepared`` what was worked out of the input beforehand, ``methods`` the ways to pay that are offered.
    """

    principal: Principal
    provider_id: ProviderId | None
    now: datetime
    chance: Chance
    language: Language
    request_id: str
    public_url: str
    prepared: Any = None
    methods: tuple[Method, ...] = ()
    changes: list[Change] = field(default_factory=list)

    @property
    def person(self) -> PersonId:
        """The person who acts, where one is required."""
        assert self.principal.person_id is not None
        return self.principal.person_id

    @property
    def provider(self) -> ProviderId:
        """The provider for which this is done, where leave depends on one."""
        assert self.provider_id is not None
        return self.provider_id

    def changed(self, subject_type: str, subject_id: UUID, **told: Any) -> None:
        """Tell the audit trail what was done to one thing: ``before``, ``after``, ``reason``, whom it is about."""
        self.changes.append(Change(subject_type=subject_type, subject_id=subject_id, **told))


# Does what was asked, in the transaction of the connection, or raises ``HarborError``. Facts of its answer are plain
# JSON from which the fields of the payload are read, also when the answer is given again.
Act = Callable[[Connection, Doing, Input], Awaitable[Answer]]
# Works out of an input alone what an act needs of it, while there is no transaction that would wait for that.
Prepare = Callable[[Input], Awaitable[Any]]
# Does what must not happen in a transaction, once the answer is committed; again where it is given again.
Afterwards = Callable[[Context, Answer], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Done:
    """What the fields of a payload are resolved from: the answer, and what had been asked."""

    answer: Answer
    input: Input = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Problem, ...]:
        return self.answer.problems


async def nothing(_input: Input) -> None:
    """What most acts need."""


async def nothing_more(_context: Context, _answer: Answer) -> None:
    """What follows of most acts outside."""


def mutation(
    payload: Any,
    input_type: Any,
    act: Act,
    *,
    access: Access,
    description: str,
    prepare: Prepare = nothing,
    afterwards: Afterwards = nothing_more,
) -> graphene.Field:
    """A mutation: ``act`` runs once for each idempotency key, for whoever has ``access``."""

    async def resolve(_root: None, info: Any, input: Input) -> Done:
        effect = Effect(info.field_name, act, access, input, prepare, afterwards)
        return Done(await effect.come_to(info.context), input)

    args = {"input": graphene.Argument(input_type, required=True, description="What is asked for.")}
    made = graphene.Field(payload, args=args, resolver=resolve, description=description)
    made.access = access
    return made


@dataclass(frozen=True, slots=True)
class Effect:
    """One mutation of a request."""

    operation: str
    act: Act
    access: Access
    input: Input
    prepare: Prepare
    afterwards: Afterwards = nothing_more

    async def come_to(self, context: Context) -> Answer:
        """The answer, a refusal of the trade included. Raises ``ApiError`` for who may not, and while in flight."""
        self.access.requirement.check(context.principal)
        request = self._request(context.principal)
        answer = partial(self._whole, context, request, await self._prepared(context))
        try:
            if request is None:
                return await answer()
            return await context.turns.take((request.caller, key_hash(request)), answer)
        finally:
            # What was read before may have changed.
            context.loaders.clear()

    async def _whole(self, context: Context, request: Request | None, prepared: Any) -> Answer:
        answer = await self._answer(context, request, prepared)
        await self.afterwards(context, answer)
        return answer

    async def _prepared(self, context: Context) -> Any:
        """What is made ready before the transaction, which may be much: only for who acts for the provider."""
        if self.prepare is not nothing:
            async with context.unit_of_work() as connection:
                await self.access.provider_for(connection, context.principal, self.input)
        return await self.prepare(self.input)

    def _request(self, principal: Principal) -> Request | None:
        key = self.input.get("idempotency_key")
        if key is None:
            return None
        arguments = {name: value for name, value in self.input.items() if name != "idempotency_key"}
        return Request(caller=principal.caller, key=key, operation=self.operation, arguments=arguments)

    async def _answer(self, context: Context, request: Request | None, prepared: Any) -> Answer:
        try:
            async with context.unit_of_work() as connection:
                return await self._once(connection, context, request, prepared)
        except (KeyReused, NoKey):
            raise
        except HarborError as refusal:
            return await self._refuse(context, request, refusal)

    async def _once(self, connection: Connection, context: Context, request: Request | None, prepared: Any) -> Answer:
        async def act() -> Answer:
            provider_id = await self.access.provider_for(connection, context.principal, self.input)
            doing = Doing(
                principal=context.principal,
                provider_id=provider_id,
                now=context.now,
                chance=context.chance,
                language=context.language,
                request_id=context.facts.request_id,
                public_url=context.public_url,
                prepared=prepared,
                methods=tuple(context.cashier.methods) if context.cashier else (),
            )
            answer = await self.act(connection, doing, self.input)
            entries = entries_of(context, self.operation, doing.changes, provider_id=provider_id)
            await write_all(connection, entries, chance=context.chance)
            return answer

        return await once(connection, act, request=request, now=context.now) if request else await act()

    async def _refuse(self, context: Context, request: Request | None, refusal: HarborError) -> Answer:
        """Keeps a refusal under its key, in a transaction of its own: that of the act was given up."""
        answer = Answer(problems=refusal.problems)
        if request is None and not context.principal.is_known:
            return answer
        entry = refusal_of(context, self.operation, [problem.code for problem in refusal.problems])
        async with context.unit_of_work() as connection:
            if context.principal.is_known:
                await write(connection, entry, chance=context.chance)
            if request is not None:
                return await refuse_once(connection, refusal, request=request, now=context.now)
        return answer
