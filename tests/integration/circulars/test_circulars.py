"""Circulars: all tenants whom a clerk means are written to once, in their own language; the report says what became."""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from ahti.worker.circulars import write_circular
from harbors.access.commands import act_as_system
from harbors.circulars.commands import write_some
from harbors.circulars.records import CircularId
from harbors.jobs.records import Job
from harbors.leases.records import Lease, Tenant
from harbors.rounds.records import Season
from harbors.text import Language
from schema import ids
from tests import harbor_town as at
from tests.cast import VICTIM
from tests.integration.jobs.conftest import working_on
from tests.integration.leases.conftest import NOW, Api, Ground, api, draft, ground
from tests.signed_in import CHANCE

__all__ = ["api", "ground"]

SEND = """
    mutation($input: SendCircularInput!) { sendCircular(input: $input) {
        circular { id endedAt delivery { letters waiting written repeated unreachable messages { status count } } }
        errors { code field message }
    } }
"""
REPORT = """
    query($at: ID!) { circulars(providerId: $at) {
        subjects { fi sv en }
        delivery { letters waiting written repeated unreachable messages { status count } }
        letters(outcome: UNREACHABLE) { lease { tenantName } }
    } }
"""
PREVIEW = """
    query($at: ID!, $audience: AudienceInput, $subject: TextInput, $text: TextInput) {
        circularPreview(providerId: $at, audience: $audience, subject: $subject, text: $text) {
            leases unreachable readings { language subject paragraphs recipients }
        }
    }
"""
WRITTEN = """
    SELECT address, language, figures ->> 'subject' AS subject FROM messages
    WHERE template = 'CIRCULAR' ORDER BY address
"""
CLUB = ids.encode("Provider", at.CLUB)
NEXT = Season(date(2028, 6, 10), date(2028, 9, 14))
SUBJECT = {"fi": "Huolto", "sv": "Underhåll", "en": "Maintenance"}
LEADS = {
    "fi": "Club kirjoittaa vuokralaisilleen:",
    "sv": "Club skriver till sina hyresgäster:",
    "en": "Club writes to its tenants:",
}
TEXT = {"fi": "Laituri A.\n\nTiistaina.", "sv": "Brygga A.\n\nPå tisdag.", "en": "Pier A.\n\nOn Tuesday."}


@dataclass(frozen=True, slots=True)
class Tenants:
    """Four leases of the club: the victim's two, and next season one in Swedish and one without an address."""

    ground: Ground
    leases: dict[str, Lease]

    def id(self, name: str) -> str:
        return ids.encode("Lease", self.leases[name].id)

    async def messages(self) -> list[tuple[Any, ...]]:
        return [tuple(row.values()) for row in await self.ground.asked(WRITTEN)]

    async def write(self, circular_id: str) -> None:
        more, id = True, CircularId(ids.decode_as("Circular", circular_id))
        while more:
            async with self.ground.database.unit_of_work() as connection:
                await act_as_system(connection)
                more = await write_some(connection, id, now=NOW, chance=CHANCE)


@pytest.fixture
async def tenants(ground: Ground) -> Tenants:
    await ground.asked(
        "INSERT INTO person_profiles (person_id, email, email_verified_at, language, created_at, modified_at) "
        "VALUES ($1, 'vilma@example.org', $2, 'en', $2, $2) ON CONFLICT (person_id) DO UPDATE "
        "SET email = excluded.email, email_verified_at = excluded.email_verified_at, language = 'en'",
        VICTIM,
        NOW,
    )
    told = {
        "first": draft(at.berth("club", "A", 1), tenant=Tenant(name="Vilma Uhri", person_id=VICTIM)),
        "second": draft(at.berth("club", "A", 2), tenant=Tenant(name="Vilma Uhri", person_id=VICTIM)),
        "swedish": draft(tenant=Tenant(name="Sven", email="sven@example.org", language=Language.SV), season=NEXT),
        "paper": draft(at.berth("club", "A", 2), tenant=Tenant(name="Paavo Paperi"), season=NEXT),
    }
    return Tenants(ground, {name: await ground.record(one) for name, one in told.items()})


async def send(api: Api, who: str = "clerk", **told: Any) -> Any:
    answer = await api.ask(SEND, who, input={"providerId": CLUB, "subject": SUBJECT, "text": TEXT} | told)
    return answer["data"] and answer["data"]["sendCircular"]


async def test_each_tenant_is_written_to_once_in_the_own_language(tenants: Tenants, api: Api) -> None:
    sent = await send(api)
    assert sent["errors"] == []
    assert sent["circular"]["delivery"]["waiting"] == 4
    assert await tenants.messages() == []
    await tenants.write(sent["circular"]["id"])
    written = [("sven@example.org", "sv", "Underhåll"), ("vilma@example.org", "en", "Maintenance")]
    assert await tenants.messages() == written
    await tenants.write(sent["circular"]["id"])
    assert await tenants.messages() == written


async def test_report_tells_what_became_of_each_letter(tenants: Tenants, api: Api) -> None:
    sent = await send(api)
    await tenants.write(sent["circular"]["id"])
    [report] = (await api.ask(REPORT, at=CLUB))["data"]["circulars"]
    assert report == {
        "subjects": SUBJECT,
        "delivery": {
            "letters": 4,
            "waiting": 0,
            "written": 2,
            "repeated": 1,
            "unreachable": 1,
            "messages": [{"status": "WAITING", "count": 2}],
        },
        "letters": [{"lease": {"tenantName": "Paavo Paperi"}}],
    }


async def test_worker_writes_what_was_promised(tenants: Tenants, api: Api, town_url: str) -> None:
    await send(api)
    async with asyncio.timeout(20), working_on(tenants.ground.database, town_url)({Job.WRITE_CIRCULAR: write_circular}):
        while not await tenants.ground.asked("SELECT FROM circulars WHERE ended_at IS NOT NULL"):
            await tenants.ground.asked("SELECT pg_sleep(0.02)")  # the worker writes: it is asked again
    assert len(await tenants.messages()) == 2


async def test_only_those_who_are_meant_are_written_to(tenants: Tenants, api: Api) -> None:
    sent = await send(api, audience={"leaseIds": [tenants.id("swedish")]})
    await tenants.write(sent["circular"]["id"])
    assert [address for address, *_ in await tenants.messages()] == ["sven@example.org"]
    elsewhere = await send(api, audience={"harborIds": [ids.encode("Harbor", at.key("harbor", "none"))]})
    assert [error["code"] for error in elsewhere["errors"]] == ["NO_TENANTS"]


async def test_harbor_and_pier_mean_their_tenants(tenants: Tenants, api: Api) -> None:
    place = await tenants.ground.asked(
        "SELECT harbor_id, pier_id FROM places WHERE id = $1", tenants.leases["first"].place_id
    )
    for field, kind, key in (
        ("harborIds", "Harbor", place[0]["harbor_id"]),
        ("pierIds", "Pier", place[0]["pier_id"]),
    ):
        preview = await api.ask(PREVIEW, at=CLUB, audience={field: [ids.encode(kind, key)]}, subject=SUBJECT, text=TEXT)
        assert preview["data"]["circularPreview"]["leases"] == 4


async def test_preview_shows_how_it_reads_and_sends_nothing(tenants: Tenants, api: Api) -> None:
    answer = await api.ask(PREVIEW, at=CLUB, subject=SUBJECT, text={"en": "Pier <A>.\n\nOn Tuesday."})
    assert answer["data"]["circularPreview"] == {
        "leases": 4,
        "unreachable": 1,
        "readings": [
            {
                "language": "FI",
                "subject": "Huolto",
                "paragraphs": [LEADS["fi"], ""],
                "recipients": 0,
            },
            {
                "language": "SV",
                "subject": "Underhåll",
                "paragraphs": [LEADS["sv"], ""],
                "recipients": 1,
            },
            {
                "language": "EN",
                "subject": "Maintenance",
                "paragraphs": [LEADS["en"], "Pier <A>.", "On Tuesday."],
                "recipients": 1,
            },
        ],
    }
    assert await tenants.messages() == []


async def test_language_that_somebody_reads_must_be_written(tenants: Tenants, api: Api) -> None:
    refused = await send(api, text={"en": "Only in English."}, subject={"en": "Hello", "fi": "Hei"})
    assert [(error["code"], error["field"]) for error in refused["errors"]] == [
        ("HALF_WRITTEN", "text.fi"),
        ("LANGUAGE_MISSING", "text.sv"),
    ]
    nothing = await send(api, text={"fi": " "}, subject={}, audience={"leaseIds": [tenants.id("paper")]})
    assert [(error["code"], error["field"]) for error in nothing["errors"]] == [("REQUIRED", "text")]
    done = await send(api, text={"en": "Hi.", "sv": "Hej."}, subject={"en": "Hi", "sv": "Hej"})
    assert done["errors"] == []
    long = await send(api, text=TEXT | {"fi": "a" * 4_001}, subject=SUBJECT | {"sv": "b" * 151})
    assert [(error["code"], error["field"]) for error in long["errors"]] == [
        ("TOO_LONG", "text.fi"),
        ("TOO_LONG", "subject.sv"),
    ]


@pytest.mark.parametrize("who", ["stranger's clerk", "viewer", "victim"])
async def test_nobody_else_writes_to_the_tenants_or_reads_the_reports(tenants: Tenants, api: Api, who: str) -> None:
    sent = await send(api)
    await tenants.write(sent["circular"]["id"])
    assert await send(api, who) is None
    answers = [await api.ask(document, who, at=CLUB) for document in (REPORT, PREVIEW)]
    assert {error["extensions"]["code"] for answer in answers for error in answer["errors"]} == {"FORBIDDEN"}


async def test_key_of_a_message_does_not_give_the_address_away(tenants: Tenants, api: Api) -> None:
    sent = await send(api)
    await tenants.write(sent["circular"]["id"])
    keys = [row["key"] for row in await tenants.ground.asked("SELECT key FROM messages")]
    assert len(keys) == 2
    assert not [key for key in keys if "@" in key]
