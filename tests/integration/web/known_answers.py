"""A service whose answers are given by the test, for what only concerns HTTP."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from ahti.web.app import Service, create_app
from schema.requests import Answer, GraphQLRequest, RequestFacts
from tests.integration.web.local_server import listening
from tests.signed_in import recognise_somebody

LARGE = b'{"data":{"berths":[' + b",".join(b'{"number":"%d"}' % number for number in range(200)) + b"]}}"


@dataclass
class KeptAnswer:
    """An answer that is kept; ``packings`` counts how often it was packed."""

    key: str = "k1"
    seconds: int = 30
    variants: Mapping[str, bytes] = field(default_factory=dict)
    packings: int = 0

    def keep(self, encoding: str, body: bytes) -> None:
        self.packings += 1
        self.variants = {**self.variants, encoding: body}


@dataclass
class KnownAnswers:
    """An executor that gives ``answer`` to everything, remembers what it was asked, and tells how often."""

    answer: Answer
    asked: list[GraphQLRequest] = field(default_factory=list)
    tell: Callable[[int], None] = lambda _: None

    async def execute(self, request: GraphQLRequest, facts: RequestFacts) -> Answer:
        self.asked.append(request)
        self.tell(len(self.asked))
        return self.answer


async def _ready() -> bool:
    return True


@contextmanager
def answering(answer: Answer) -> Iterator[tuple[httpx.Client, KnownAnswers]]:
    """A client of a service that always answers so; it adds no header of its own that would be negotiated."""
    executor = KnownAnswers(answer)
    with (
        listening(create_app(Service(executor=executor, is_ready=_ready, recognise=recognise_somebody))) as address,
        httpx.Client(base_url=address) as client,
    ):
        client.headers.pop("accept-encoding")
        yield client, executor
