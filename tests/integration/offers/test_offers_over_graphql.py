"""Offers over the API: seen and answered by whom they are for, kept by the clerks of the provider."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
import pytest

from ahti.constraints import REFUSALS
from ahti.service import open_service
from harbors.access.records import NOBODY, Principal
from harbors.offers.records import OfferId, OfferStatus
from schema import ids
from schema.requests import Executor, GraphQLRequest, RequestFacts
from schema.root import build
from tests import harbor_town as at
from tests.cast import CAST
from tests.clocks import StoppedClock
from tests.integration.offers.conftest import DUE, FIRST, SECOND, Desk, days, draft
from tests.integration.offers.season import Season, play

SCHEMA = build()
FIELDS = "reference kind status channel price orderId dueAt expiresAt byInvoice beamMm place { id } provider { id }"


@dataclass(frozen=True, slots=True)
class Api:
    """The service as it answers, compiled reads included."""

    executor: Executor

    async def ask(self, document: str, who: str | Principal = NOBODY, **variables: object) -> Any:
        principal = CAST[who] if isinstance(who, str) else who
        request = GraphQLRequest(document, variables=variables)
        answer = await self.executor.execute(request, RequestFacts("test", principal=principal))
        return orjson.loads(answer.body)

    async def do(
        self, name: str, who: str | Principal = NOBODY, *, shown: str = "offer { status }", **input: Any
    ) -> Any:
        """What a mutation answers with; no error of the request."""
        type_name = f"{name[0].upper()}{name[1:]}Input"
        document = f"mutation Do($input: {type_name}!) {{ {name}(input: $input) {{ {shown} errors {{ code }} }} }}"
        answer = await self.ask(document, who, input=input)
        assert "errors" not in answer, answer
        return answer["data"][name]


@pytest.fixture
async def api(desk: Desk, town_url: str) -> AsyncIterator[Api]:
    async with open_service(
        town_url, schema=SCHEMA, clock=StoppedClock(), refusals=REFUSALS, keeps_answers=False
    ) as service:
        yield Api(service.executor)


def offer_id(id: UUID) -> str:
    return ids.encode("Offer", id)


async def test_behaviour_12_an_offer_is_seen_by_whom_it_is_for_by_its_capability_and_by_clerks_of_the_provider(
    desk: Desk, api: Api
) -> None:
    """FIELD, behaviour 12, for offers."""
    [made] = await desk.make()
    asked = f"query Own($id: ID!, $token: String) {{ offer(id: $id, token: $token) {{ {FIELDS} }} }}"
    seen = {
        "reference": made.offer.reference,
        "kind": "DIRECT",
        "status": "OPEN",
        "channel": "MAIL",
        "price": "290.00",
        "orderId": ids.encode("Order", made.offer.order_id),
        "dueAt": DUE.isoformat(),
        "expiresAt": (DUE + days(3)).isoformat(),
        "byInvoice": False,
        "beamMm": 2500,
        "place": {"id": ids.encode("Berth", FIRST)},
        "provider": {"id": ids.encode("Provider", at.CLUB)},
    }
    for who, token in (("victim", None), ("clerk", None), ("nobody", made.token), ("stranger", made.token)):
        assert await api.ask(asked, who, id=offer_id(made.offer.id), token=token) == {"data": {"offer": seen}}, who
    for who, token in (("nobody", None), ("stranger", None), ("nobody", "f" * 64), ("viewer", None), ("nobody", "'")):
        assert await api.ask(asked, who, id=offer_id(made.offer.id), token=token) == {"data": {"offer": None}}, who


async def test_behaviour_12_a_boater_sees_the_own_offers_and_a_clerk_those_of_the_provider_by_state_and_due_date(
    desk: Desk, api: Api
) -> None:
    first, second = await desk.make(draft(), draft(SECOND, "0.00", name="Maija Meri", due_at=DUE + days(9)))
    answer = await api.ask(
        "{ me { offers { nodes { status price } } person { offers { nodes { status } } } } }", "victim"
    )
    own = answer["data"]["me"]["offers"]["nodes"]
    assert sorted((one["status"], one["price"]) for one in own) == [("ACCEPTED", "0.00"), ("OPEN", "290.00")]
    assert len(answer["data"]["me"]["person"]["offers"]["nodes"]) == 2
    strangers = await api.ask("{ me { offers { nodes { status } } } }", "stranger")
    assert strangers["data"] == {"me": {"offers": {"nodes": []}}}
    listed = """
        query Listed($id: ID!, $filter: OfferFilter) {
            provider(id: $id) { offers(filter: $filter, orderBy: DUE_AT_ASC) { nodes { reference } } }
        }
    """

    async def found(**filter: Any) -> list[str]:
        answer = await api.ask(listed, "clerk", id=ids.encode("Provider", at.CLUB), filter=filter)
        return [one["reference"] for one in answer["data"]["provider"]["offers"]["nodes"]]

    assert await found() == [first.offer.reference, second.offer.reference]
    assert await found(statuses=["OPEN"]) == [first.offer.reference]
    assert await found(dueBefore=(DUE + days(1)).isoformat()) == [first.offer.reference]
    assert await found(harborIds=[ids.encode("Harbor", at.CLUB_HARBOR)], kinds=["AWARD"]) == []
    assert await found(placeIds=[ids.encode("Berth", SECOND)]) == [second.offer.reference]


async def test_behaviour_11_an_offer_is_declined_by_the_capability_in_its_link_once(desk: Desk, api: Api) -> None:
    """FIELD, behaviour 11, for offers."""
    [made] = await desk.make()
    told = {"offerId": offer_id(made.offer.id), "token": made.token, "reason": "NOT_WANTED"}
    for _ in range(2):
        assert await api.do("declineOffer", **told) == {"offer": {"status": "DECLINED"}, "errors": []}
    refused = await api.do("declineOffer", "stranger", offerId=offer_id(made.offer.id), reason="NOT_WANTED")
    assert refused == {"offer": None, "errors": [{"code": "OFFER_UNKNOWN"}]}


async def test_a_clerk_extends_an_offer_and_takes_it_back(desk: Desk, api: Api) -> None:
    [made] = await desk.make()
    later = (DUE + days(5)).isoformat()
    told = {"offerId": offer_id(made.offer.id), "reason": "Ill."}
    assert await api.do("extendOffer", "clerk", shown="offer { dueAt }", dueAt=later, **told) == {
        "offer": {"dueAt": later},
        "errors": [],
    }
    assert (await api.do("withdrawOffer", "clerk", **told))["offer"] == {"status": "WITHDRAWN"}
    assert (await api.do("withdrawOffer", "clerk", **told))["errors"] == [{"code": "OFFER_WITHDRAWN"}]
    denied = await api.ask(
        "mutation No($input: WithdrawOfferInput!) { withdrawOffer(input: $input) { errors { code } } }",
        "stranger's clerk",
        input=told,
    )
    assert denied["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_terms_are_set_by_managers_for_all_rounds_or_one(desk: Desk, api: Api) -> None:
    club = ids.encode("Provider", at.CLUB)
    shown = "offerDays graceDays reminderDays byInvoice"
    usual = await api.do("setOfferTerms", "manager", shown=shown, providerId=club)
    assert usual == {"offerDays": 14, "graceDays": 7, "reminderDays": [7, 3, 1], "byInvoice": False, "errors": []}
    told = {"providerId": club, "offerDays": 10, "reminderDays": [1, 5], "byInvoice": True}
    assert (await api.do("setOfferTerms", "manager", shown=shown, **told))["reminderDays"] == [5, 1]
    rows = await desk.asked("SELECT offer_days, by_invoice FROM offer_terms")
    assert [(row["offer_days"], row["by_invoice"]) for row in rows] == [(10, True)]
    wrong = await api.do("setOfferTerms", "manager", shown=shown, providerId=club, offerDays=0)
    assert (wrong["offerDays"], wrong["errors"]) == (None, [{"code": "TERMS_OUT_OF_RANGE"}])
    round_of_others = ids.encode("Round", at.A_ROUND.id)
    refused = await api.do("setOfferTerms", "manager", shown=shown, providerId=club, roundId=round_of_others)
    assert refused["errors"] == [{"code": "ROUND_UNKNOWN"}]


async def test_an_application_tells_of_its_offer_to_who_has_the_edit_token(desk: Desk, api: Api) -> None:
    season: Season = await play(desk)
    asked = """
        query Own($id: ID!, $token: String) {
            application(id: $id, editToken: $token) { status offer { status price dueAt } }
        }
    """
    told: dict[str, Any] = {"id": ids.encode("Application", season.id(1)), "token": season.several[0].edit_token}
    assert (await api.ask(asked, **told))["data"]["application"] == {"status": "SUBMITTED", "offer": None}
    await season.offer_all()
    offer = await season.offer(1)
    shown = (await api.ask(asked, **told))["data"]["application"]["offer"]
    assert shown == {"status": "OPEN", "price": "330.00", "dueAt": offer.due_at.isoformat()}
    declined = await api.do(
        "declineOffer", offerId=offer_id(offer.id), token=season.several[0].edit_token, reason="NOT_WANTED"
    )
    assert declined == {"offer": {"status": "DECLINED"}, "errors": []}
    assert (await desk.offer(OfferId(offer.id))).status is OfferStatus.DECLINED
