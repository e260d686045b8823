"""Knows what a GraphQL request holds, what is known of the one who sends it, and what an answer holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from harbors.access.records import NOBODY, Principal
from harbors.text import Language


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """One operation to run. ``queries_only`` is set where nothing may be changed (a request by GET).

    ``document_hash`` is the SHA-256, as 64 hexadecimal digits, of a document that may be known already: ``query`` is
    then empty or that document. ``held`` are the keys of the answers that the client holds, ``with_cost`` asks to be
    told what the request costs.
    """

    query: str
    operation_name: str | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
    queries_only: bool = False
    document_hash: str | None = None
    held: frozenset[str] = frozenset()
    with_cost: bool = False


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What the edge knows of a request before it reads the body: ``principal`` is who it found to be asking."""

    request_id: str
    language: Language = Language.FI
    principal: Principal = NOBODY


class Kept(Protocol):
    """An answer that is kept for whoever asks the same again, with room for its compressed variants.

    ``key`` names this very answer: what it was asked, and in which state the data were.
    """

    @property
    def key(self) -> str: ...

    @property
    def seconds(self) -> int: ...

    @property
    def variants(self) -> Mapping[str, bytes]: ...

    def keep(self, encoding: str, body: bytes) -> None: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole response body and how to send it.

    ``status`` goes with application/graphql-response+json. Under application/json, which is older than status codes
    for GraphQL, a well-formed request is answered with ``json_status``. ``kept`` is there when others may be given the
    same answer; with status 304 the client holds it already and there is no body. ``cost`` is what was worked for it,
    in plain values, where that is known.
    """

    body: bytes
    status: int = 200
    json_status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    kept: Kept | None = None
    cost: int = 0


class Executor(Protocol):
    """Whatever turns a request into an answer; it raises nothing that the client should read."""

    async def execute(self, request: GraphQLRequest, facts: RequestFacts) -> Answer: ...


class Meter(Protocol):
    """Counts what happens to requests, for whoever looks after the service."""

    def planned(self) -> None:
        """A read ran as one statement."""

    def fell_back(self, reason: str) -> None:
        """A read ran on graphql-core; ``reason`` is one of few."""

    def looked_up(self, cache: str, *, hit: bool) -> None:
        """A cache (documents, plans, results) was asked."""

    def refused(self, code: str) -> None:
        """A request was refused as a whole, with this code."""


class Uncounted:
    """A meter that nobody reads."""

    def planned(self) -> None: ...

    def fell_back(self, reason: str) -> None: ...

    def looked_up(self, cache: str, *, hit: bool) -> None: ...

    def refused(self, code: str) -> None: ...
