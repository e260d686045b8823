"""Staff decide what applicants ask: the result stands, or there is another version, or a place of its own."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import orjson

from harbors.access.commands import act_as_system
from harbors.access.records import NOBODY, Principal
from harbors.allocations.commands import reset_round
from harbors.applications.records import Submitted
from harbors.corrections.records import CORRECTION_TRANSITIONS, CorrectionStatus
from harbors.places.records import PlaceId
from harbors.rounds.reads import round_by_code
from harbors.rounds.records import RoundStatus
from harbors.rounds.rules import status_of
from schema import ids
from tests import harbor_town as at
from tests.cast import CAST
from tests.drawing import published, run_frozen
from tests.integration.corrections.conftest import CLERK, MANAGER, VICTIM, Town
from tests.integration.corrections.test_asking_for_corrections import codes, request, told

CORRECTIONS = "corrections { id status reason decidedAt place { id } }"
DESK = """
query Desk($round: ID!) { desk(roundId: $round) {
    work { work count } applications(work: CORRECTIONS) { reference corrections { request status } }
} }
"""
HELD = "SELECT place_id FROM occupancies WHERE state = 'HOLDING' ORDER BY place_id"
ENDED = "SELECT place_id, lower(period), upper(period) FROM occupancies WHERE state = 'ENDED'"
MAILS = "SELECT language, address, figures FROM messages WHERE template = 'CORRECTION_DECIDED'"
ENTRIES = "SELECT operation, actor_id, reason FROM audit_entries WHERE subject_type = 'Correction'"
DIGESTS = "SELECT result_digest FROM draws"
REJECTING = """
mutation Reject($id: ID!) {
    decideCorrection(input: {correctionId: $id, verdict: REJECTED, reason: "No."}) { errors { code } }
}
"""
SEASON_STARTS, SUMMER = datetime(2027, 6, 9, 21, tzinfo=UTC), datetime(2027, 7, 1, 12, tzinfo=UTC)
SOUTH_1, SOUTH_2 = at.berth("south", "A", 1), at.berth("south", "A", 2)
NORTH_B1 = at.berth("north", "B", 1)


async def asking(asked: Town, it: Submitted, who: Principal | None = None) -> str:
    """The id of a new request."""
    answer = await request(asked, it, who=who or NOBODY)
    assert codes(answer) == []
    corrections = (await asked.read(CORRECTIONS, it, who))["corrections"]
    return next(str(one["id"]) for one in corrections if one["status"] == "OPEN")


async def decide(
    asked: Town,
    id: str,
    verdict: str,
    *,
    place: PlaceId | None = None,
    reason: str = "We have looked.",
    who: Principal = CLERK,
) -> Any:
    input = {"correctionId": id, "verdict": verdict, "reason": reason}
    if place is not None:
        input["placeId"] = ids.encode("Berth", place)
    return await asked.do("decideCorrection", input, who, shown=f"application {{ {CORRECTIONS} }}")


async def rows(asked: Town, query: str) -> list[Any]:
    async with asked.database.unit_of_work() as connection:
        await act_as_system(connection)
        return [tuple(row) for row in await connection.fetch(query)]


async def held(asked: Town) -> set[Any]:
    return {row[0] for row in await rows(asked, HELD)}


async def status(asked: Town) -> RoundStatus:
    async with asked.database.unit_of_work() as connection:
        return status_of(await round_by_code(connection, at.A_ROUND.code), now=at.AFTER)


async def test_open_requests_are_on_the_desk_until_they_are_decided(asked: Town) -> None:
    it = await asked.apply()
    await told(asked, now=at.AFTER)
    id = await asking(asked, it)
    round_id = ids.encode("Round", at.A_ROUND.id)
    desk = (await asked.ask(DESK, CLERK, round=round_id))["data"]["desk"]
    assert [one["count"] for one in desk["work"] if one["work"] == "CORRECTIONS"] == [1]
    assert desk["applications"] == [
        {
            "reference": it.application.reference,
            "corrections": [{"request": "My boat is wider.", "status": "OPEN"}],
        }
    ]
    assert codes(await decide(asked, id, "REJECTED")) == []
    desk = (await asked.ask(DESK, CLERK, round=round_id))["data"]["desk"]
    assert [one["count"] for one in desk["work"] if one["work"] == "CORRECTIONS"] == [0]
    assert desk["applications"] == []


async def test_a_rejected_request_leaves_the_result_and_the_applicant_is_told_why(asked: Town) -> None:
    it = await asked.apply()
    await told(asked, now=at.AFTER)
    before = await held(asked)
    id = await asking(asked, it)
    answer = await decide(asked, id, "REJECTED", reason="The boat is as wide as the form says.")
    (correction,) = answer["application"]["corrections"]
    assert (correction["status"], correction["reason"]) == ("REJECTED", "The boat is as wide as the form says.")
    assert await held(asked) == before
    assert await status(asked) is RoundStatus.PUBLISHED
    ((language, address, figures),) = await rows(asked, MAILS)
    assert (language, address) == ("fi", it.application.applicant.email)
    assert (orjson.loads(figures) if isinstance(figures, str) else figures) == {
        "application": it.application.reference,
        "round": "Venepaikat 2027",
        "decision": "Pyyntöä ei hyväksytty: tulos pysyy voimassa.",
        "reason": "The boat is as wide as the form says.",
    }
    assert set(await rows(asked, ENTRIES)) == {
        ("requestCorrection", None, None),
        ("decideCorrection", CLERK.person_id, "The boat is as wide as the form says."),
    }


async def test_it_is_decided_once_and_another_can_be_asked_afterwards(asked: Town) -> None:
    it = await asked.apply()
    await told(asked, now=at.AFTER)
    id = await asking(asked, it)
    assert codes(await decide(asked, id, "REJECTED")) == []
    for verdict in ("REJECTED", "NEW_VERSION"):
        assert codes(await decide(asked, id, verdict, who=MANAGER)) == ["CORRECTION_DECIDED"]
    assert codes(await decide(asked, await asking(asked, it), "REJECTED")) == []
    assert len(await rows(asked, MAILS)) == 2


def test_a_request_is_decided_once_and_for_good() -> None:
    assert {status: set(after) for status, after in CORRECTION_TRANSITIONS.items()} == {
        CorrectionStatus.OPEN: {CorrectionStatus.REJECTED, CorrectionStatus.NEW_VERSION, CorrectionStatus.OFFER},
        CorrectionStatus.REJECTED: set(),
        CorrectionStatus.NEW_VERSION: set(),
        CorrectionStatus.OFFER: set(),
    }


async def test_an_individual_offer_is_a_place_beside_the_result_which_is_not_changed(asked: Town) -> None:
    several = [await asked.apply(at.harbor_of(at.SOUTH)) for _ in range(3)]
    await told(asked, now=at.AFTER)
    (lost,) = [it for it in several if (await asked.read("result { rank }", it))["result"]["rank"] is None]
    result = "result { rank position place { id } explanations { holderCount } }"
    before, places = await asked.read(result, lost), await held(asked)
    answer = await decide(asked, await asking(asked, lost), "OFFER", place=NORTH_B1)
    assert answer["errors"] == []
    (correction,) = answer["application"]["corrections"]
    assert (correction["status"], correction["place"]) == ("OFFER", {"id": ids.encode("Berth", NORTH_B1)})
    assert await asked.read(result, lost) == before
    assert await held(asked) == places | {NORTH_B1}
    ((_, _, figures),) = await rows(asked, MAILS)
    assert "north B, paikka 1" in str(figures)
    assert (await asked.read(CORRECTIONS, lost))["corrections"][0]["place"] is not None


async def test_who_has_a_place_gives_it_back_for_the_one_that_is_offered(asked: Town) -> None:
    it = await asked.apply(at.berth_of(SOUTH_1))
    await told(asked, now=at.AFTER)
    assert await held(asked) == {SOUTH_1}
    for place, other in ((NORTH_B1, SOUTH_1), (SOUTH_2, NORTH_B1)):
        assert codes(await decide(asked, await asking(asked, it), "OFFER", place=place)) == []
        assert await held(asked) == {place}
        assert other not in await held(asked)
    assert (await asked.read("result { place { id } }", it))["result"]["place"] == {"id": ids.encode("Berth", SOUTH_1)}


async def test_who_has_withdrawn_is_offered_nothing_and_is_answered_all_the_same(asked: Town) -> None:
    it = await asked.apply(at.berth_of(SOUTH_1))
    await told(asked, now=at.AFTER)
    id = await asking(asked, it)
    own = {"applicationId": ids.encode("Application", it.application.id), "editToken": it.edit_token}
    assert codes(await asked.do("withdrawApplication", own)) == []
    assert codes(await decide(asked, id, "OFFER", place=NORTH_B1)) == ["APPLICATION_WITHDRAWN"]
    assert await held(asked) == set()
    assert codes(await decide(asked, id, "REJECTED")) == []


async def test_to_withdraw_while_a_place_is_offered_leaves_none_that_is_held(asked: Town) -> None:
    it = await asked.apply(at.berth_of(SOUTH_1))
    await told(asked, now=at.AFTER)
    id = await asking(asked, it)
    own = {"applicationId": ids.encode("Application", it.application.id), "editToken": it.edit_token}
    withdrawn, _ = await asyncio.gather(
        asked.do("withdrawApplication", own), decide(asked, id, "OFFER", place=NORTH_B1)
    )
    assert codes(withdrawn) == []
    assert await held(asked) == set()


async def test_a_place_that_is_given_back_in_its_season_was_held_until_then(asked: Town) -> None:
    it = await asked.apply(at.berth_of(SOUTH_1))
    await told(asked, now=at.AFTER)
    id = await asking(asked, it)
    asked.clock.time = SUMMER
    assert codes(await decide(asked, id, "OFFER", place=NORTH_B1)) == []
    assert await rows(asked, ENDED) == [(SOUTH_1, SEASON_STARTS, SUMMER)]


async def test_places_of_a_version_that_counts_no_more_were_held_until_then(asked: Town) -> None:
    it = await asked.apply(at.berth_of(SOUTH_1))
    await told(asked, now=at.AFTER)
    id = await asking(asked, it)
    asked.clock.time = SUMMER
    assert codes(await decide(asked, id, "NEW_VERSION", who=MANAGER)) == []
    assert await rows(asked, ENDED) == [(SOUTH_1, SEASON_STARTS, SUMMER)]


async def test_only_a_free_fitting_place_of_the_round_is_offered(asked: Town) -> None:
    wide = replace(at.BOAT, beam_mm=2_600, registration="W 1")
    it = await asked.apply(at.berth_of(SOUTH_1), boat=wide)
    await asked.apply(at.berth_of(SOUTH_2))
    await told(asked, now=at.AFTER)
    id = await asking(asked, it)
    refused = {
        None: "PLACE_MISSING",
        SOUTH_2: "PLACE_NOT_TO_GIVE",
        at.berth("club", "A", 1): "PLACE_NOT_TO_GIVE",
        at.berth("closed", "A", 1): "PLACE_NOT_TO_GIVE",
        at.berth("north", "A", 1): "PLACE_DOES_NOT_FIT",
    }
    assert {place: codes(await decide(asked, id, "OFFER", place=place))[0] for place in refused} == refused
    assert codes(await decide(asked, id, "REJECTED", place=NORTH_B1)) == ["PLACE_NOT_ASKED"]
    assert await held(asked) == {SOUTH_1, SOUTH_2}
    assert await rows(asked, MAILS) == []


async def test_another_version_takes_the_round_back_to_its_freeze_and_what_was_told_stays(asked: Town) -> None:
    several = [await asked.apply(at.harbor_of(at.SOUTH)) for _ in range(3)]
    await told(asked, now=at.AFTER)
    id = await asking(asked, several[0])
    assert codes(await decide(asked, id, "NEW_VERSION", who=MANAGER)) == []
    assert await status(asked) is RoundStatus.FROZEN
    assert await held(asked) == set()
    draws = 'round(id: "%s") { draws { nodes { version publishedAt supersededAt results { nodes { rank } } } } }'
    document = "{ " + draws % ids.encode("Round", at.A_ROUND.id) + " }"
    (draw,) = (await asked.ask(document))["data"]["round"]["draws"]["nodes"]
    assert draw["supersededAt"] is not None
    assert await asked.read("result { rank }", several[0]) == {"result": None}
    _, again = await run_frozen(asked.database, at.A_ROUND.code)
    assert [(again.kept.digest,)] == await rows(asked, DIGESTS)


async def test_the_other_version_is_told_to_everybody_anew_with_a_time_of_its_own(asked: Town) -> None:
    it = await asked.apply(at.harbor_of(at.SOUTH))
    await told(asked, now=at.AFTER)
    assert codes(await decide(asked, await asking(asked, it), "NEW_VERSION", who=MANAGER)) == []
    async with asked.database.unit_of_work() as connection:
        await reset_round(connection, at.A_ROUND.code, reason="A class was wrong.", now=at.AFTER)
    assert await status(asked) is RoundStatus.CLOSED
    second = await published(asked.database, at.A_ROUND.code, now=at.AFTER, chance=asked.chance)
    assert second.version == 2
    assert (await asked.read("decision { notifiedAt }", it))["decision"] == {"notifiedAt": None}
    assert (await asked.read("result { rank }", it))["result"] == {"rank": 0}
    assert len(await held(asked)) == 1
    assert [row[0] for row in await rows(asked, "SELECT version FROM draws WHERE published_at IS NOT NULL")] == [1, 2]


async def test_another_version_is_for_managers_and_only_while_nothing_was_given_on(asked: Town) -> None:
    several = [await asked.apply() for _ in range(2)]
    await told(asked, now=at.AFTER)
    first, second = [await asking(asked, it) for it in several]
    answer = await asked.ask(REJECTING.replace("REJECTED", "NEW_VERSION"), CLERK, id=first)
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert codes(await decide(asked, first, "OFFER", place=NORTH_B1)) == []
    assert codes(await decide(asked, second, "NEW_VERSION", who=MANAGER)) == ["PLACES_GIVEN_ON"]
    assert await status(asked) is RoundStatus.PUBLISHED


async def test_while_another_version_is_made_nothing_is_offered_and_no_second_is_called_for(asked: Town) -> None:
    several = [await asked.apply() for _ in range(2)]
    await told(asked, now=at.AFTER)
    first, second = [await asking(asked, it) for it in several]
    assert codes(await decide(asked, first, "NEW_VERSION", who=MANAGER)) == []
    assert codes(await decide(asked, second, "NEW_VERSION", who=MANAGER)) == ["SUPERSEDED_ALREADY"]
    assert codes(await decide(asked, second, "OFFER", place=NORTH_B1)) == ["NOT_PUBLISHED"]
    assert codes(await decide(asked, second, "REJECTED")) == []


async def test_who_is_not_a_clerk_of_the_provider_decides_nothing_and_sees_nothing(asked: Town) -> None:
    it = await asked.apply(who=VICTIM)
    await told(asked, now=at.AFTER)
    id = await asking(asked, it, VICTIM)
    for name in ("clerk", "owner", "victim", "stranger's owner"):
        answer = await asked.ask(REJECTING, CAST[name], id=id)
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    seen = {name: await asked.read(CORRECTIONS, it, CAST[name]) for name in ("clerk", "stranger", "victim", "handler")}
    assert {name for name, found in seen.items() if found} == {"victim", "handler"}
