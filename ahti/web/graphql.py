"""Knows GraphQL over HTTP: which requests reach an executor, and what is no request at all."""

import orjson
from starlette.types import ASGIApp, Receive, Scope, Send

from ahti.web.answers import GRAPHQL_RESPONSE, JSON, Answers
from ahti.web.authentication import Recognise, principal_of, recognise_nobody
from ahti.web.bodies import BodyLimits, Disconnected, read_body
from ahti.web.facts import facts_of, header, know
from ahti.web.held import held_by
from ahti.web.negotiation import choose_media_type
from ahti.web.parameters import check_content_type, request_from_body, request_from_url
from ahti.web.rates.limits import Limits
from ahti.web.refusals import Refusal
from harbors.access.records import NOBODY
from schema.errors import format_refusal
from schema.requests import Answer, Executor, GraphQLRequest, Meter

HTML = "text/html"
_ANSWERS = (JSON, GRAPHQL_RESPONSE)
_OFFERS = {"GET": (*_ANSWERS, HTML), "HEAD": (*_ANSWERS, HTML), "POST": _ANSWERS}


class GraphQLEndpoint:
    """A bare ASGI application: POST and GET at its path; a browser that comes by GET is given ``page``."""

    def __init__(
        self,
        executor: Executor,
        *,
        page: ASGIApp,
        path: str,
        limits: BodyLimits,
        meter: Meter,
        rates: Limits,
        recognise: Recognise = recognise_nobody,
    ) -> None:
        self._executor = executor
        self._recognise = recognise
        self._rates = rates
        self._answers = Answers()
        self._meter = meter
        self._page = page
        self._path = path
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            media_type = self._negotiate(scope)
            if media_type == HTML:
                await self._page(scope, receive, send)
                return
            limits = await self._know(scope)
            request = await self._read(scope, receive, limits)
        except Refusal as refusal:
            self._meter.refused(refusal.code)
            media_type = choose_media_type(header(scope, b"accept"), _ANSWERS) or JSON
            await self._answers.send(scope, send, refuse(refusal), media_type)
        except Disconnected:
            return
        else:
            facts = facts_of(scope)
            answer = await self._executor.execute(request, facts)
            self._rates.charge(scope, facts.principal, answer.cost)
            await self._answers.send(scope, send, answer, media_type)

    def _negotiate(self, scope: Scope) -> str:
        if scope["path"] != self._path:
            raise Refusal(404, "There is nothing here.")
        offers = _OFFERS.get(scope["method"])
        if offers is None:
            raise Refusal(405, "GraphQL is asked by POST or GET.", headers=(("allow", ", ".join(_OFFERS)),))
        media_type = choose_media_type(header(scope, b"accept"), offers)
        if media_type is None:
            raise Refusal(406, f"Answers come as {' or '.join(offers)}.")
        return media_type

    async def _know(self, scope: Scope) -> BodyLimits:
        """What whoever asks may send. Raises ``Refusal`` for a token that is not good, and for who asks too much."""
        try:
            principal = await principal_of(scope, self._recognise)
        except Refusal:
            self._rates.admit(scope, NOBODY)
            raise
        self._rates.admit(scope, principal)
        if principal is NOBODY:
            return self._limits
        know(scope, principal)
        return self._limits.of_known()

    async def _read(self, scope: Scope, receive: Receive, limits: BodyLimits) -> GraphQLRequest:
        if scope["method"] != "POST":
            return request_from_url(scope["query_string"], held=held_by(scope))
        check_content_type(header(scope, b"content-type"), header(scope, b"content-encoding"))
        return request_from_body(await read_body(scope, receive, limits))


def refuse(refusal: Refusal) -> Answer:
    """A refusal in the form that GraphQL gives to errors."""
    body = orjson.dumps({"errors": [format_refusal(refusal)]})
    return Answer(body=body, status=refusal.status, json_status=refusal.status, headers=refusal.headers)
