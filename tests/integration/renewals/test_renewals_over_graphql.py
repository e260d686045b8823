"""Managers start runs of renewals over GraphQL and see how far they are; a tenant renews in one click."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from ahti.constraints import REFUSALS
from ahti.service import open_service
from harbors.access.commands import act_as_system
from harbors.access.records import Role
from harbors.renewals.reads import run_with
from harbors.renewals.records import RunId
from schema import ids
from tests import harbor_town as at
from tests.cast import CAST, VICTIM
from tests.clocks import StoppedClock
from tests.integration.leases.conftest import SCHEMA
from tests.integration.renewals.conftest import SENT, Office, lease_id
from tests.integration.seasons.conftest import Api

MANAGER = replace(CAST["manager"], roles={at.CITY: Role.MANAGER})
START = """
    mutation ($input: StartRenewalsInput!) {
        startRenewals(input: $input) { run { id status } leases errors { code } }
    }
"""
CANCEL = "mutation ($input: RenewalRunInput!) { cancelRenewals(input: $input) { run { status } errors { code } } }"
RETRY = "mutation ($input: RenewalRunInput!) { retryRenewals(input: $input) { run { status } leases errors { code } } }"
RENEW = "mutation ($input: RenewLeaseInput!) { renewLease(input: $input) { offer { status } errors { code } } }"
REPORT = """
    query ($id: ID!, $filter: RenewalItemFilter) {
        node(id: $id) { ... on RenewalRun {
            status fromSeason { year } toSeason { year } report { outcome code leases }
            items(filter: $filter) { totalCount nodes { code message attempts lease { id } offer { kind status } } }
        } }
    }
"""
PREVIEW = (
    "query ($id: ID!) { previewRenewals(seasonId: $id) { total offers amount letters others { outcome code leases } } }"
)


@pytest.fixture
async def api(office: Office, town_url: str) -> AsyncIterator[Api]:
    clock = StoppedClock(SENT)
    async with open_service(town_url, schema=SCHEMA, clock=clock, refusals=REFUSALS, keeps_answers=False) as service:
        yield Api(service.executor, clock)


async def started(api: Api, office: Office) -> str:
    answer = await api.ask(START, MANAGER, input={"seasonId": ids.encode("Season", office.season)})
    assert answer["startRenewals"]["errors"] == []
    assert answer["startRenewals"]["leases"] == 7
    id: str = answer["startRenewals"]["run"]["id"]
    return id


async def done(office: Office, id: str) -> None:
    """As the worker does it."""
    async with office.database.unit_of_work() as connection:
        await act_as_system(connection)
        run = await run_with(connection, RunId(ids.decode_as("RenewalRun", id)))
    await office.all(run)


async def test_a_manager_starts_a_run_and_sees_what_became_of_each_lease(api: Api, office: Office) -> None:
    id = await started(api, office)
    waiting = (await api.ask(REPORT, MANAGER, id=id))["node"]
    assert (waiting["status"], waiting["report"]) == (
        "RUNNING",
        [{"outcome": "WAITING", "code": None, "leases": 7}],
    )
    await done(office, id)
    told = (await api.ask(REPORT, MANAGER, id=id, filter={"outcomes": ["FAILED"]}))["node"]
    assert told["report"] == [
        {"outcome": "FAILED", "code": "PLACE_INACTIVE", "leases": 1},
        {"outcome": "OFFERED", "code": None, "leases": 6},
    ]
    assert (told["status"], told["fromSeason"]["year"], told["toSeason"]["year"]) == ("ENDED", 2027, 2028)
    assert told["items"] == {
        "totalCount": 1,
        "nodes": [
            {
                "code": "PLACE_INACTIVE",
                "message": "Paikka ei ole käytössä.",
                "attempts": 1,
                "lease": {"id": ids.encode("Lease", lease_id(7))},
                "offer": None,
            }
        ],
    }
    offered = (await api.ask(REPORT, MANAGER, id=id, filter={"outcomes": ["OFFERED"]}))["node"]["items"]
    assert {(one["offer"]["kind"], one["offer"]["status"]) for one in offered["nodes"]} == {("RENEWAL", "OPEN")}


async def test_a_run_that_is_through_is_tried_again_and_one_that_was_stopped_is_not(api: Api, office: Office) -> None:
    id = await started(api, office)
    assert (await api.ask(RETRY, MANAGER, input={"runId": id}))["retryRenewals"]["errors"] == [{"code": "RUN_STANDS"}]
    await done(office, id)
    again = (await api.ask(RETRY, MANAGER, input={"runId": id}))["retryRenewals"]
    assert again == {"run": {"status": "RUNNING"}, "leases": 1, "errors": []}
    assert (await api.ask(CANCEL, MANAGER, input={"runId": id}))["cancelRenewals"]["run"] == {"status": "CANCELLED"}
    for document, name in ((RETRY, "retryRenewals"), (CANCEL, "cancelRenewals")):
        assert (await api.ask(document, MANAGER, input={"runId": id}))[name]["errors"] == [{"code": "RUN_STANDS"}]


async def test_a_preview_is_for_managers_of_the_provider(api: Api, office: Office) -> None:
    id = ids.encode("Season", office.season)
    told = (await api.ask(PREVIEW, MANAGER, id=id))["previewRenewals"]
    assert (told["total"], told["letters"]) == (7, 0)
    assert {"outcome": "FAILED", "code": "PLACE_INACTIVE", "leases": 1} in told["others"]
    with pytest.raises(AssertionError, match="as manager or more"):
        await api.ask(PREVIEW, "manager", id=id)


async def test_nobody_sees_the_run_of_another_provider(api: Api, office: Office) -> None:
    id = await started(api, office)
    assert [(await api.ask(REPORT, who, id=id))["node"] for who in ("manager", "victim")] == [None, None]


async def test_a_tenant_renews_the_own_lease_and_no_other(api: Api, office: Office) -> None:
    await office.asked("UPDATE leases SET person_id = $2 WHERE id = $1", lease_id(1), VICTIM)
    run = await started(api, office)
    answers = [
        (await api.ask(RENEW, who, input={"leaseId": ids.encode("Lease", lease_id(1))}))["renewLease"]["errors"]
        for who in ("stranger", "victim")
    ]
    assert answers[0] == [{"code": "LEASE_UNKNOWN"}]
    # The lease is the victim's: what is refused is the price, since the city has told no price list.
    assert answers[1] == [{"code": "NO_PRICE"}]
    assert (await api.ask(REPORT, MANAGER, id=run))["node"]["status"] == "RUNNING"
