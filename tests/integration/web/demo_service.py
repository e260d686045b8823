"""A tiny service to put behind the web application: it answers, refuses, breaks and waits on demand."""

import asyncio

from graphql import (
    GraphQLArgument,
    GraphQLError,
    GraphQLField,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    GraphQLString,
)

from ahti.web.app import Service
from harbors.errors import Conflict, Problem, Refused
from harbors.text import Translated
from schema.context import Context
from schema.errors import ApiError, ErrorCode
from schema.execution import ReferenceExecutor
from tests.contexts import without_database

SECRET = "password=hunter2 host=10.0.0.7"


def _language(_: object, info: GraphQLResolveInfo) -> str:
    context: Context = info.context
    return context.language


def _broken(_: object, __: GraphQLResolveInfo) -> str:
    raise ConnectionError(SECRET)


def _closed(_: object, __: GraphQLResolveInfo) -> str:
    raise Refused(Problem("ROUND_CLOSED", "roundId", Translated(fi="Haku on päättynyt.", en="The round is closed.")))


def _in_flight(_: object, __: GraphQLResolveInfo) -> str:
    raise Conflict(Problem("IDEMPOTENCY_IN_FLIGHT", "idempotencyKey", Translated(en="The first try is still running.")))


def _forbidden(_: object, __: GraphQLResolveInfo) -> str:
    raise ApiError(ErrorCode.FORBIDDEN, "Only staff may see this.")


def _limited(_: object, __: GraphQLResolveInfo) -> str:
    raise ApiError(ErrorCode.RATE_LIMITED, "Too many requests.", retryAfterSeconds=30)


def _own_code(_: object, __: GraphQLResolveInfo) -> str:
    raise GraphQLError("Sign in first.", extensions={"code": "UNAUTHENTICATED"})


async def _slow(_: object, __: GraphQLResolveInfo, seconds: int) -> str:
    await asyncio.sleep(seconds)
    return "done"


def _echo(_: object, __: GraphQLResolveInfo, text: str) -> str:
    return text


async def _itself(node: object, _: GraphQLResolveInfo) -> list[object]:
    return [node]


def _whole_list(node: GraphQLObjectType) -> GraphQLNonNull[GraphQLList[GraphQLNonNull[GraphQLObjectType]]]:
    return GraphQLNonNull(GraphQLList(GraphQLNonNull(node)))


def demo_schema() -> GraphQLSchema:
    """A schema of small fields, each for one kind of answer."""
    node = GraphQLObjectType(
        "Node",
        lambda: {
            "name": GraphQLField(GraphQLString),
            "selves": GraphQLField(_whole_list(node), resolve=_itself),
        },
    )
    whole_text = GraphQLField(GraphQLNonNull(GraphQLString), resolve=_broken)
    text_argument = {"text": GraphQLArgument(GraphQLNonNull(GraphQLString))}
    seconds_argument = {"seconds": GraphQLArgument(GraphQLNonNull(GraphQLInt))}
    query = GraphQLObjectType(
        "Query",
        {
            "hello": GraphQLField(GraphQLString, resolve=lambda *_: "Ahoy"),
            "language": GraphQLField(GraphQLString, resolve=_language),
            "node": GraphQLField(node, resolve=lambda *_: {"name": "n"}),
            "echo": GraphQLField(GraphQLString, args=text_argument, resolve=_echo),
            "slow": GraphQLField(GraphQLString, args=seconds_argument, resolve=_slow),
            "broken": GraphQLField(GraphQLString, resolve=_broken),
            "brokenWhole": whole_text,
            "brokenList": GraphQLField(GraphQLString, resolve=lambda *_: ["a string of ours"]),
            "closed": GraphQLField(GraphQLString, resolve=_closed),
            "inFlight": GraphQLField(GraphQLString, resolve=_in_flight),
            "forbidden": GraphQLField(GraphQLString, resolve=_forbidden),
            "limited": GraphQLField(GraphQLString, resolve=_limited),
            "ownCode": GraphQLField(GraphQLString, resolve=_own_code),
        },
    )
    mutation = GraphQLObjectType("Mutation", {"moor": GraphQLField(GraphQLString, resolve=lambda *_: "moored")})
    return GraphQLSchema(query, mutation)


def demo_service(*, ready: bool = True) -> Service:
    """The demo schema, whose resolvers know of a request what it says and have no database."""

    async def is_ready() -> bool:
        return ready

    return Service(executor=ReferenceExecutor(demo_schema(), without_database), is_ready=is_ready)
