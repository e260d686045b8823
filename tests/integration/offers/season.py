"""A round of six who want the same four places, drawn and published, of which its city offers each at its price."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from ahti.allocating import Allocating
from harbors.access.commands import act_as_system
from harbors.allocations.batching import publish_batch
from harbors.allocations.reads import own_result
from harbors.allocations.records import DeclineReason, DrawId, KeptDraw
from harbors.applications.commands import submit_application
from harbors.applications.reads import load_application, present_capability
from harbors.applications.records import Application, Submitted
from harbors.errors import HarborError
from harbors.offers.commands import set_terms
from harbors.offers.pricing import Wanted
from harbors.offers.records import Offer, OfferId, OfferTerms
from harbors.offers.winning import FIRST, offer_to_some
from harbors.orders.records import Line
from harbors.rounds.commands import create_round
from harbors.rounds.records import RoundId
from harbors.sql import Connection
from harbors.text import Language
from tests import harbor_town as at
from tests.clocks import StoppedClock
from tests.drawing import RELEASER, RUNNER, published
from tests.integration.offers.conftest import URL, Desk, price

ROUND = replace(
    at.A_ROUND,
    id=RoundId(at.key("round", "season")),
    code="season",
    upgrades_until=datetime.fromisoformat("2027-06-24T12:00:00+00:00"),
)
NAMES = {
    **{at.berth("south", "A", number): f"south {number}" for number in (1, 2)},
    **{at.berth("north", "A", number): f"north {number}" for number in (1, 2)},
}
PRICES = {"south 1": "330.00", "south 2": "330.00", "north 1": "250.00", "north 2": "250.00"}
LATER = at.AFTER + timedelta(days=1)
TERMS = OfferTerms(offer_days=14, grace_days=7)
LANGUAGES = (Language.FI, Language.SV, Language.EN)


async def priced(_connection: Connection, wanted: Sequence[Wanted]) -> list[tuple[Line, ...] | HarborError]:
    """What each place costs here."""
    return [price(PRICES[NAMES[one.place_id]]) for one in wanted]


@dataclass(slots=True)
class Season:
    """The six, by turn: the first four have the four places, the best to the first."""

    desk: Desk
    draw: KeptDraw
    several: list[Submitted]

    def id(self, turn: int) -> Any:
        return self.several[turn - 1].application.id

    def own(self, turn: int) -> dict[str, Any]:
        return {"application_id": self.id(turn), "edit_token": self.several[turn - 1].edit_token}

    async def offer_all(self, draw: KeptDraw | None = None, *, now: datetime = at.AFTER, **told: Any) -> int:
        """As the job does: some in each transaction; in how many that was."""
        after, runs = FIRST, 0
        while after is not None:
            after = await self.offer_some(DrawId((draw or self.draw).id), after=after, now=now, **told)
            runs += 1
        return runs

    async def offer_some(self, draw_id: DrawId, *, after: Any, now: datetime, pricing: Any = priced) -> Any:
        async with self.desk.database.unit_of_work() as connection:
            return await offer_to_some(
                connection,
                draw_id,
                after=after,
                pricing=pricing,
                public_url=URL,
                now=now,
                chance=self.desk.chance,
            )

    async def offer(self, turn: int) -> Offer:
        """The newest offer to one of the six."""
        rows = await self.desk.asked(
            "SELECT id FROM offers WHERE application_id = $1 ORDER BY created_at DESC, replaces_id IS NULL LIMIT 1",
            self.id(turn),
        )
        return await self.desk.offer(OfferId(rows[0]["id"]))

    async def offers(self) -> list[tuple[str, str]]:
        """Which place is offered to each of the six, and where the newest offer stands."""
        told = []
        for turn in range(1, 7):
            rows = await self.desk.asked("SELECT FROM offers WHERE application_id = $1", self.id(turn))
            offer = await self.offer(turn) if rows else None
            told.append((NAMES[offer.place_id], offer.status.value) if offer else ("none", ""))
        return told

    async def application(self, turn: int) -> Application:
        async with self.desk.database.unit_of_work() as connection:
            await act_as_system(connection)
            return await load_application(connection, self.id(turn))

    async def batch(self, *, now: datetime = LATER) -> KeptDraw:
        """Give what came free, and have it published by a second person."""
        allocating = Allocating(
            working=self.desk.database.unit_of_work, clock=StoppedClock(now), chance=self.desk.chance
        )
        await allocating.batch(ROUND.code, by=RUNNER)
        async with self.desk.database.unit_of_work() as connection:
            return await publish_batch(connection, ROUND.code, by=RELEASER, now=now, chance=self.desk.chance)

    async def do(self, act: Any, turn: int, **told: Any) -> Any:
        async with self.desk.database.unit_of_work() as connection:
            return await act(connection, **self.own(turn), chance=self.desk.chance, **told)

    async def holders(self) -> dict[str, list[str]]:
        """By place what holds it; nothing else does."""
        rows = await self.desk.asked("SELECT place_id, kind FROM occupancies WHERE state = 'HOLDING' ORDER BY kind")
        found: dict[str, list[str]] = {}
        for row in rows:
            found.setdefault(NAMES[row["place_id"]], []).append(row["kind"])
        return dict(sorted(found.items()))


async def play(desk: Desk, *, terms: OfferTerms | None = TERMS) -> Season:
    """The round, published; nothing is offered yet."""
    async with desk.database.unit_of_work() as connection:
        await create_round(connection, ROUND, now=at.OPENS)
        several = [await _apply(connection, desk, number) for number in range(6)]
        await act_as_system(connection)
        if terms is not None:
            await set_terms(connection, terms, provider_id=at.CITY, round_id=ROUND.id, chance=desk.chance)
    draw = await published(desk.database, ROUND.code, now=at.AFTER, chance=desk.chance)
    turns = {it.application.id: await _turn(desk, it) for it in several}
    return Season(desk, draw, sorted(several, key=lambda it: turns[it.application.id]))


async def _apply(connection: Connection, desk: Desk, number: int) -> Submitted:
    applicant = replace(
        at.APPLICANT,
        first_name=f"Nro{number}",
        email=f"{number}@example.org",
        phone=None,
        language=LANGUAGES[number % 3],
    )
    choices = (at.berth_of(at.berth("south", "A", 1)), at.harbor_of(at.SOUTH), at.pier_of(at.pier("north", "A")))
    form = at.a_form(*choices, applicant=applicant, boat=replace(at.BOAT, registration=f"A{number}"))
    return await submit_application(connection, form, round_id=ROUND.id, now=at.DURING, chance=desk.chance)


async def _turn(desk: Desk, it: Submitted) -> int:
    async with desk.database.unit_of_work() as connection:
        await present_capability(connection, it.edit_token)
        result = await own_result(connection, it.application.id, round_id=ROUND.id)
    assert result is not None
    return result.position


NOT_WANTED = DeclineReason.NOT_WANTED
