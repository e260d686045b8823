"""Who got no place is carried into the next round: once, with the years waited, whatever happens on the way."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest

from ahti.db import Database
from ahti.worker.carrying import carry_applications
from harbors.access.commands import act_as_system
from harbors.applications.carrying import carry, put_carrying, unlucky_before
from harbors.applications.commands import edit_application, submit_application, withdraw_application
from harbors.applications.reads import load_application
from harbors.applications.records import Application, ApplicationStatus, Boat, Changes, Choice, Form, Submitted
from harbors.jobs.records import Job
from harbors.rounds.commands import create_round
from harbors.rounds.records import Consent, Round, RoundId, Season
from tests import harbor_town as at
from tests.clocks import StoppedClock
from tests.drawing import published, winners
from tests.integration.jobs.conftest import Working, until

LAST = replace(at.A_ROUND, rules=replace(at.A_ROUND.rules, carry_over=True))
YEAR = timedelta(days=365)
NEXT = replace(
    LAST,
    id=RoundId(at.key("round", "berths-2028")),
    code="berths-2028",
    season=Season(date(2028, 6, 10), date(2028, 9, 14)),
    opens_at=at.OPENS + YEAR,
    closes_at=at.CLOSES + YEAR,
    publishes_at=at.CLOSES + YEAR,
    previous_round_id=LAST.id,
)
A_YEAR_LATER = at.DURING + YEAR


@dataclass(slots=True)
class Rounds:
    """Two rounds of the town, one after the other."""

    town: Database
    chance: at.CountingChance = field(default_factory=at.CountingChance)
    people: int = 0

    async def apply(
        self, *choices: Choice, to: Round = LAST, form: Form | None = None, boat: Boat = at.BOAT
    ) -> Submitted:
        self.people += 1
        person = replace(at.APPLICANT, last_name=f"Vesimäki {self.people}", email=f"v{self.people}@example.org")
        form = form or at.a_form(*choices, applicant=person, boat=boat)
        now = at.DURING if to is LAST else A_YEAR_LATER
        async with self.town.unit_of_work() as connection:
            return await submit_application(connection, form, round_id=to.id, now=now, chance=self.chance)

    async def draw(self, then: Round = NEXT, *, carry_over: bool = True) -> set[Any]:
        """Publish the first round, and open the next; who won."""
        draw = await published(self.town, LAST.code, now=at.AFTER, chance=self.chance)
        async with self.town.unit_of_work() as connection:
            await create_round(connection, then, now=at.AFTER)
        return await winners(self.town, draw)

    async def carry(self) -> list[Application]:
        """What the job does; who was carried."""
        async with self.town.unit_of_work() as connection:
            unlucky = await unlucky_before(connection, NEXT.id)
        carried = []
        for id in unlucky:
            async with self.town.unit_of_work() as connection:
                carried.append(await carry(connection, id, NEXT.id, now=A_YEAR_LATER, chance=self.chance))
        return [one for one in carried if one]

    async def rows(self, query: str, *values: object) -> Sequence[Any]:
        async with self.town.unit_of_work() as connection:
            await act_as_system(connection)
            return list(await connection.fetch(query, *values))

    async def mail(self, template: str) -> list[Any]:
        return list(await self.rows("SELECT figures, language FROM messages WHERE template = $1", template))


@pytest.fixture
async def rounds(town: Database) -> Rounds:
    async with town.unit_of_work() as connection:
        await connection.execute("""UPDATE rounds SET rules = rules || '{"carryOver": true}'""")
    return Rounds(town)


async def test_who_got_no_place_takes_part_in_the_next_round_with_the_years_waited(rounds: Rounds) -> None:
    crowd = [await rounds.apply(at.harbor_of(at.SOUTH), at.pier_of(at.pier("south", "A"))) for _ in range(4)]
    won = await rounds.draw()
    unlucky = {one.application.id: one for one in crowd if one.application.id not in won}
    carried = await rounds.carry()
    assert {one.carried_from for one in carried} == set(unlucky) != set()
    for after in carried:
        assert after.carried_from is not None
        before = unlucky[after.carried_from]
        async with rounds.town.unit_of_work() as connection:
            await act_as_system(connection)
            kept = await load_application(connection, after.id)
        same = ("applicant", "boat", "choices", "waiting_since", "class_number", "mode", "consents")
        assert [getattr(kept, name) for name in same] == [getattr(before.application, name) for name in same]
        assert (kept.round_id, kept.submitted_at, kept.status) == (NEXT.id, A_YEAR_LATER, ApplicationStatus.SUBMITTED)
        assert kept.public_id != before.application.public_id
    assert len(await rounds.mail("APPLICATION_CARRIED")) == len(carried)
    # And not a second time.
    assert await rounds.carry() == []


async def test_the_edit_token_of_before_opens_what_was_carried(rounds: Rounds) -> None:
    crowd = [await rounds.apply(at.harbor_of(at.SOUTH)) for _ in range(3)]
    won = await rounds.draw()
    (lost,) = (one for one in crowd if one.application.id not in won)
    (carried,) = await rounds.carry()
    async with rounds.town.unit_of_work() as connection:
        changes = Changes(choices=(at.harbor_of(at.NORTH),), information_confirmed=True)
        edited = await edit_application(
            connection, changes, application_id=carried.id, edit_token=lost.edit_token, now=A_YEAR_LATER
        )
        assert edited.choices == (at.harbor_of(at.NORTH),)
        await withdraw_application(connection, application_id=carried.id, edit_token=lost.edit_token, now=A_YEAR_LATER)
    # What was taken back does not come again.
    assert await rounds.carry() == []


async def test_choices_that_are_not_offered_any_more_fall_away_and_that_is_told(rounds: Rounds) -> None:
    # Two berths for three wide boats, none of which fits the pier.
    gone, stays = at.pier_of(at.pier("north", "A")), at.harbor_of(at.SOUTH)
    for _ in range(3):
        await rounds.apply(gone, stays, boat=replace(at.BOAT, beam_mm=2_600))
    await rounds.draw()
    await rounds.rows("UPDATE piers SET is_active = false WHERE id = $1", gone.id)
    (carried,) = await rounds.carry()
    assert carried.choices == (stays,)
    (mail,) = await rounds.mail("APPLICATION_CARRIED")
    assert "Toiveita jäi pois 1" in str(mail["figures"])


async def test_what_the_next_round_cannot_take_is_told_once(rounds: Rounds) -> None:
    for _ in range(3):
        await rounds.apply(at.harbor_of(at.SOUTH))
    consent = Consent("photos", at.text("Photographs of the boat may be taken."), required=True)
    await rounds.draw(replace(NEXT, rules=replace(NEXT.rules, consents=(consent,))))
    assert await rounds.carry() == await rounds.carry() == []
    (mail,) = await rounds.mail("APPLICATION_NOT_CARRIED")
    assert "pakollisia suostumuksia" in str(mail["figures"])
    assert await rounds.mail("APPLICATION_CARRIED") == []


async def test_who_applies_again_alone_keeps_the_years_and_is_not_there_twice(rounds: Rounds) -> None:
    crowd = [await rounds.apply(at.harbor_of(at.SOUTH)) for _ in range(3)]
    won = await rounds.draw()
    (lost,) = (one for one in crowd if one.application.id not in won)
    again = at.a_form(at.harbor_of(at.NORTH), applicant=lost.application.applicant)
    own = await rounds.apply(to=NEXT, form=again)
    assert own.application.waiting_since == A_YEAR_LATER
    assert await rounds.carry() == []
    (row,) = await rounds.rows("SELECT waiting_since FROM applications WHERE round_id = $1", NEXT.id)
    assert row["waiting_since"] == lost.application.waiting_since
    assert await rounds.mail("APPLICATION_CARRIED") == []


@pytest.mark.parametrize("rule", ["carryOver", "previous"])
async def test_nobody_is_carried_where_the_rules_or_the_next_round_do_not_say_so(rounds: Rounds, rule: str) -> None:
    for _ in range(3):
        await rounds.apply(at.harbor_of(at.SOUTH))
    if rule == "carryOver":
        await rounds.rows("""UPDATE rounds SET rules = rules || '{"carryOver": false}'""")
    await rounds.draw(NEXT if rule == "carryOver" else replace(NEXT, previous_round_id=None))
    assert await rounds.carry() == []


async def test_winners_and_those_who_withdrew_are_not_carried(rounds: Rounds) -> None:
    withdrawn = await rounds.apply(at.harbor_of(at.SOUTH))
    crowd = [await rounds.apply(at.harbor_of(at.NORTH)) for _ in range(2)]
    async with rounds.town.unit_of_work() as connection:
        await withdraw_application(
            connection, application_id=withdrawn.application.id, edit_token=withdrawn.edit_token, now=at.DURING
        )
    assert await rounds.draw() == {one.application.id for one in crowd}
    assert await rounds.carry() == []


async def test_a_job_that_is_killed_goes_on_where_it_was(
    rounds: Rounds, working_in_town: Working, superuser_of_the_town: Any
) -> None:
    for _ in range(6):
        await rounds.apply(at.harbor_of(at.SOUTH))
    await rounds.draw()
    async with rounds.town.unit_of_work() as connection:
        first, *_ = await unlucky_before(connection, NEXT.id)
    async with rounds.town.unit_of_work() as connection:
        assert await carry(connection, first, NEXT.id, now=A_YEAR_LATER, chance=rounds.chance)
    clock = StoppedClock(A_YEAR_LATER)
    async with rounds.town.unit_of_work() as connection:
        # Open, and there is something to carry: it is promised once.
        await put_carrying(connection, now=A_YEAR_LATER)
        await put_carrying(connection, now=A_YEAR_LATER)
        await put_carrying(connection, now=NEXT.closes_at)
    async with working_in_town({Job.CARRY_APPLICATIONS: carry_applications}, clock=clock):
        await until(
            superuser_of_the_town, "NOT EXISTS (SELECT FROM pgqueuer WHERE entrypoint = $1)", Job.CARRY_APPLICATIONS
        )
    rows = await rounds.rows("SELECT carried_from FROM applications WHERE round_id = $1", NEXT.id)
    assert len(rows) == len({row["carried_from"] for row in rows}) == 4
    assert len(await rounds.mail("APPLICATION_CARRIED")) == 4
