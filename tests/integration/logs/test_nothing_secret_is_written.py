"""A real server is sent secrets by every way in, and fails while it has them: none is in the bytes that it writes."""

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import asyncpg
import httpx
import orjson
import pytest

from ahti.clock import SystemClock
from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from schema import ids
from tests import harbor_town as at

TOKEN = "5ec7e7" * 10 + "5ec7"
JWT = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJzM2NyM3QifQ.s1gnature"
SECRETS = {
    "mail": "aino.salainen@example.org",
    "number": "+358 44 987 6543",
    "identity code": "131052-308T",
    "bearer": JWT,
    "cookie": "s3ss10ncook1e",
    "key": "ahti_live_0p3ns3sam3op3ns3sam3",
    "capability": TOKEN,
    "password": "hunter2hunter2",
}
ALL = "; ".join(f"{name}={secret}" for name, secret in SECRETS.items())
SUBMIT = """mutation($input: SubmitApplicationInput!) {
  submitApplication(input: $input) { application { id } errors { code } } }"""
# Whatever is applied for fails inside the database, which says for whom.
FAIL = """
    CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION 'no room for % (%)', NEW.email, NEW.phone USING DETAIL = 'token ' || NEW.last_name;
    END $$;
    CREATE TRIGGER fails BEFORE INSERT ON applicants FOR EACH ROW EXECUTE FUNCTION fail()
"""


@pytest.fixture
def failing_url(server: EmbeddedPostgres, database_name: str, database_url: str) -> str:
    """A town whose round is open, and in which every application fails."""

    async def build() -> None:
        now = SystemClock().now()
        a_round = replace(
            at.A_ROUND,
            opens_at=now - timedelta(days=1),
            closes_at=now + timedelta(days=30),
            publishes_at=now + timedelta(days=30),
        )
        async with Database.open(database_url, size=1) as database, database.unit_of_work() as connection:
            await at.build(connection, a_round=a_round)
        superuser = await asyncpg.connect(server.url(role="postgres", database=database_name))
        await superuser.execute(FAIL)
        await superuser.close()

    asyncio.run(build())
    return database_url


@contextmanager
def served(url: str, style: str, written: Path) -> Iterator[str]:
    """The address of ``ahti serve``, all of whose standard error goes to a file."""
    words = [sys.executable, "-m", "ahti", "serve", "--port", "0", "--log", style]
    variables = {**os.environ, "AHTI_DATABASE_URL": url}
    with (
        written.open("wb") as log,
        subprocess.Popen(words, env=variables, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        assert process.stdout is not None
        try:
            found = re.match(r"Ahti answers at (\S+)", process.stdout.readline())
            assert found, written.read_text()
            yield found[1]
        finally:
            process.terminate()
            process.wait()


def submission() -> dict[str, object]:
    return {
        "roundId": ids.encode("Round", at.A_ROUND.id),
        "applicant": {
            "firstName": "Aino",
            "lastName": SECRETS["password"],
            "email": SECRETS["mail"],
            "phone": SECRETS["number"],
            "municipality": "Helsinki",
        },
        "boat": {"beamMm": 2100, "lengthMm": 5400, "estimated": True},
        "choices": [{"harborId": ids.encode("Harbor", at.SOUTH)}],
        "accessibilityRequired": False,
        "informationConfirmed": True,
        "idempotencyKey": TOKEN,
    }


def send_everything(address: str) -> list[int]:
    """By headers, path, query, variables, bodies that are none; gives the status of each answer."""
    headers = {
        "authorization": f"Bearer {JWT}",
        "cookie": f"sid={SECRETS['cookie']}",
        "x-api-key": SECRETS["key"],
        "x-request-id": f"for {SECRETS['mail']} {SECRETS['capability']}",
    }
    known = {name: value for name, value in headers.items() if name != "authorization"}
    graphql, quoted = f"{address}graphql", orjson.dumps(ALL).decode()
    failing = {"query": SUBMIT, "variables": {"input": submission()}}
    with httpx.Client(timeout=30) as http:
        answers = [
            http.post(graphql, json=failing, headers=known),
            http.post(graphql, json=failing, headers=headers),
            http.get(f"{address}{TOKEN}/{SECRETS['mail']}/{SECRETS['key']}", headers=known),
            http.get(graphql, params={"query": "{ harbors { totalCount } }", "token": ALL}, headers=known),
            http.get(graphql, params={"query": f"{{ harbor(id: {quoted}) {{ id }} }}"}, headers=known),
            http.post(graphql, json={"query": "query($a: Int) { a }", "variables": {"a": ALL}}, headers=known),
            http.post(graphql, content=ALL.encode(), headers=known | {"content-type": "application/json"}),
            http.post(graphql, content=b"\xff" + ALL.encode(), headers=known | {"content-type": "application/json"}),
            http.post(graphql, json={"query": quoted}, headers={"authorization": f"Basic {SECRETS['key']}"}),
            http.post(graphql, json={"query": "{ me { language } }"}, headers={"authorization": SECRETS["password"]}),
        ]
    return [answer.status_code for answer in answers]


@pytest.mark.parametrize("style", ["text", "json"])
def test_what_a_server_writes_holds_nothing_that_it_was_sent(failing_url: str, style: str, tmp_path: Path) -> None:
    written = tmp_path / "written"
    with served(failing_url, style, written) as address:
        statuses = send_everything(address)
    lines = written.read_text()
    assert len(statuses) == lines.count("ahti.web.access")
    assert "no room for [mail]" in lines, "the failure that could tell is not there"
    assert "/[secret]/[mail]/[key]" in lines
    assert "for [mail] [secret]" in lines
    found = {name for name, secret in SECRETS.items() for text in (secret, secret.replace("@", "%40")) if text in lines}
    assert found == set()
