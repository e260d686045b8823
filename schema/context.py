"""Knows what a resolver is given: who asks, the time, a way to read, and a way to write in one transaction."""

from collections.abc import Callable, Hashable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from harbors.access.records import Principal
from harbors.beacons.records import BeaconSource
from harbors.chance import Chance
from harbors.sql import Connection, Row
from harbors.text import Language
from schema.cashier import Cashier
from schema.looks import Looks
from schema.requests import RequestFacts
from schema.turns import Turns


class Fetch(Protocol):
    """Runs one statement on a read-only connection and gives its rows."""

    async def __call__(self, query: str, *args: object) -> Sequence[Row]: ...


@dataclass(slots=True)
class Context:
    """One per request. ``now`` is fixed; ``unit_of_work`` opens the one transaction of a mutation and commits it.

    ``fetch`` reads what is public, ``fetch_own`` what row security shows to the one who asks; in ``unit_of_work`` the
    database knows who asks, too. ``public_url`` is where links in mail begin; ``beacons`` are what rounds may wait for,
    and ``cashier`` speaks with payment gateways, where there are any.
    ``turns`` are those of all requests of this process. ``loaders`` holds the batches of this request: what was read
    once is not read again, until something was done. ``looks`` are those at personal data.
    """

    facts: RequestFacts
    now: datetime
    fetch: Fetch
    fetch_own: Fetch
    unit_of_work: Callable[[], AbstractAsyncContextManager[Connection]]
    chance: Chance
    public_url: str = "http://127.0.0.1:8000"
    beacons: Sequence[BeaconSource] = ()
    cashier: Cashier | None = None
    turns: Turns = field(default_factory=Turns)
    loaders: dict[Hashable, Any] = field(default_factory=dict)
    looks: Looks = field(default_factory=Looks)

    @property
    def principal(self) -> Principal:
        return self.facts.principal

    @property
    def language(self) -> Language:
        return self.facts.language
