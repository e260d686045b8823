"""Knows what a GraphQL request holds, what is known of the one who sends it, and what an answer holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from harbors.text import Language


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """One operation to run. ``queries_only`` is set where nothing may be changed (a request by GET)."""

    query: str
    operation_name: str | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
    queries_only: bool = False


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What the edge knows of a request before it reads the body."""

    request_id: str
    language: Language = Language.FI


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole response body and how to send it.

    ``status`` goes with application/graphql-response+json. Under application/json, which is older than status codes
    for GraphQL, a well-formed request is answered with ``json_status``.
    """

    body: bytes
    status: int = 200
    json_status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


class Executor(Protocol):
    """Whatever turns a request into an answer; it raises nothing that the client should read."""

    async def execute(self, request: GraphQLRequest, facts: RequestFacts) -> Answer: ...
