"""The harbor town as it offers places: at prices told by hand, directly or to those whom its draw gave them."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.allocations.records import DeclineReason
from harbors.leases.records import LeasedBoat, Period, Tenant
from harbors.offers.closing import decline_offer
from harbors.offers.confirming import paid, paid_late
from harbors.offers.making import make_offers
from harbors.offers.reads import offer_with
from harbors.offers.records import Made, Offer, OfferDraft, OfferId, OfferKind, OfferTerms
from harbors.orders.commands import hold_order, mark_paid
from harbors.orders.records import Line, LineKind, Payer, Product, Unit
from harbors.orders.rules import contained_vat
from harbors.places.records import PlaceId
from harbors.rounds.records import Season
from harbors.text import Language
from tests import harbor_town as at
from tests.cast import CAST, VICTIM, settle

NOW = at.DURING
DUE = datetime(2027, 2, 28, 22, tzinfo=UTC)
SEASON = Season(date(2027, 6, 10), date(2027, 9, 14))
PERIOD = Period(datetime(2027, 6, 9, 21, tzinfo=UTC), datetime(2027, 9, 14, 21, tzinfo=UTC))
BOAT = LeasedBoat(beam_mm=2_500, length_mm=7_000, registration="A1")
FIRST, SECOND = at.berth("club", "A", 1), at.berth("club", "A", 2)
RATE = Decimal("25.50")
URL = "https://ahti.example"
TERMS = OfferTerms(grace_days=3)


def price(amount: str) -> tuple[Line, ...]:
    euros = Decimal(amount)
    line = Line(
        kind=LineKind.PLACE,
        product=Product.BERTH,
        text=at.text("Berth"),
        amount=euros,
        vat_rate=RATE,
        vat_amount=contained_vat(euros, RATE),
        unit=Unit.SEASON,
    )
    return (line,)


def draft(place_id: PlaceId = FIRST, amount: str = "290.00", *, name: str = "Vilma Uhri", **told: Any) -> OfferDraft:
    """An offer of the club's to the victim, in Swedish."""
    email = f"{name.split()[0].lower()}@example.org"
    base = OfferDraft(
        provider_id=at.CLUB,
        kind=OfferKind.DIRECT,
        place_id=place_id,
        season=SEASON,
        period=PERIOD,
        tenant=Tenant(name=name, email=email, language=Language.SV, person_id=VICTIM),
        boat=BOAT,
        payer=Payer(name=name, email=email, language=Language.SV, person_id=VICTIM),
        lines=price(amount),
        due_at=DUE,
        terms=TERMS,
    )
    return replace(base, **told)


@dataclass(slots=True)
class Desk:
    """The town's database, in which places are offered and paid for."""

    database: Database
    chance: at.CountingChance = field(default_factory=at.CountingChance)

    async def make(self, *drafts: OfferDraft, now: datetime = NOW) -> list[Made]:
        async with self.database.unit_of_work() as connection:
            await act_as_system(connection)
            return await make_offers(connection, drafts or (draft(),), public_url=URL, now=now, chance=self.chance)

    async def pay(self, offer: Offer, *, now: datetime = NOW) -> None:
        """As settlements do when the money has come in time."""
        async with self.database.unit_of_work() as connection:
            await act_as_system(connection)
            order = await hold_order(connection, offer.order_id)
            order = await mark_paid(connection, order, now=now)
            await paid(connection, order, now=now, chance=self.chance)

    async def pay_late(self, offer: Offer, *, now: datetime) -> bool:
        """As settlements do when money comes for what has expired."""
        async with self.database.unit_of_work() as connection:
            await act_as_system(connection)
            order = await hold_order(connection, offer.order_id)
            taken = await paid_late(connection, order, now=now, chance=self.chance)
            if taken:
                await mark_paid(connection, order, now=now)
            return taken

    async def decline(self, made: Made, *, who: str = "nobody", token: str | None = "its own") -> Offer:
        """Say no to an offer, by the capability in its link."""
        async with self.database.unit_of_work(CAST[who]) as connection:
            return await decline_offer(
                connection,
                made.offer.id,
                token=made.token if token == "its own" else token,
                reason=DeclineReason.NOT_WANTED,
                now=NOW,
                chance=self.chance,
            )

    async def offer(self, id: OfferId) -> Offer:
        async with self.database.unit_of_work() as connection:
            await act_as_system(connection)
            return await offer_with(connection, id)

    async def asked(self, query: str, *values: object) -> list[Mapping[str, Any]]:
        async with self.database.unit_of_work() as connection:
            await act_as_system(connection)
            return list(await connection.fetch(query, *values))

    async def held(self, place_id: PlaceId = FIRST) -> list[tuple[str, str]]:
        """What has kept a place, the first first: of which kind, and whether it does so still."""
        rows = await self.asked(
            "SELECT kind, state FROM occupancies WHERE place_id = $1 ORDER BY created_at, state DESC", place_id
        )
        return [(row["kind"], row["state"]) for row in rows]

    async def told(self) -> list[tuple[str, str, str]]:
        """Which messages are in the outbox: what about, in which language, to whom."""
        rows = await self.asked(
            "SELECT template, language, address FROM messages ORDER BY created_at, template, address"
        )
        return [(row["template"], row["language"], row["address"]) for row in rows]

    async def order_status(self, offer: Offer) -> str:
        [row] = await self.asked("SELECT status FROM orders WHERE id = $1", offer.order_id)
        return str(row["status"])


@pytest.fixture
async def desk(town_url: str) -> AsyncIterator[Desk]:
    async with Database.open(town_url, size=8, refusals=REFUSALS) as database:
        async with database.unit_of_work() as connection:
            await settle(connection)
        yield Desk(database)


def days(count: int) -> timedelta:
    return timedelta(days=count)
