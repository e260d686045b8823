"""Before the close the odds of a winter are told by area; between rounds only berths are queued for."""

from datetime import timedelta

import pytest

from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.odds.commands import keep_odds, standing_round
from harbors.odds.rules import FEWEST
from harbors.odds.simulating import odds_of
from schema import ids
from tests import harbor_town as at
from tests import winter_town as winter
from tests.cast import CAST
from tests.integration.winter.conftest import Api, in_area

ODDS = """
query Odds($id: ID!) {
  round(id: $id) { odds { nodes { harbor { id } area { name } applicants here nothing } } }
}
"""
JOIN = "mutation Join($input: JoinQueueInput!) { joinQueue(input: $input) { errors { code field message } } }"


async def test_odds_are_told_by_area(api: Api, wintry: Database) -> None:
    for number in range(FEWEST):
        assert (await api.submit(in_area(winter.WEST), name=f"Nro{number} Hakija"))["errors"] == []
    async with wintry.unit_of_work() as connection:
        await act_as_system(connection)
        standing = await standing_round(connection, winter.A_ROUND.id)
        assert standing is not None
        await keep_odds(connection, odds_of(standing), as_of=at.DURING + timedelta(minutes=10))
    (west,) = (await api.ask(ODDS, id=ids.encode("Round", winter.A_ROUND.id)))["round"]["odds"]["nodes"]
    assert (west["area"], west["harbor"], west["applicants"]) == ({"name": "West"}, None, FEWEST)
    # Two places in the west for five alike.
    assert (west["here"], west["nothing"]) == (pytest.approx(2 / FEWEST), pytest.approx(3 / FEWEST))


async def test_a_winter_place_is_not_queued_for_and_the_refusal_says_what_is(api: Api) -> None:
    wish = {
        "providerId": ids.encode("Provider", at.CITY),
        "boat": {"beamMm": 2_100, "lengthMm": 5_400},
        "choices": [in_area(winter.EAST)],
        "informationConfirmed": True,
    }
    answer = await api.ask(JOIN, who=CAST["victim"], input=wish)
    assert [(one["code"], one["field"]) for one in answer["joinQueue"]["errors"]] == [
        ("CHOICE_NOT_OF_BERTHS", "choices[0]")
    ]
