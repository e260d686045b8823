"""``ahti provider``: a city and its first people, from the command line of whoever runs the service."""

import asyncio
import json
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from ahti.cli import main

CITY = ("--kind", "CITY", "--name", "Helsinki", "--name-sv", "Helsingfors")
AINO = ("--issuer", "https://issuer.example", "--subject", "aino")


class Commands:
    """``ahti provider`` on a database of the test's own."""

    def __init__(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        self._url = url
        self._capsys = capsys

    def run(self, *words: str) -> tuple[int, Any, str]:
        """The exit code, the answer and what was said of errors."""
        code = main(["provider", *words, "--database-url", self._url])
        out, err = self._capsys.readouterr()
        return code, json.loads(out) if out else None, err

    def done(self, *words: str) -> Any:
        code, answer, err = self.run(*words)
        assert code == 0, err
        return answer

    def refused(self, *words: str) -> str:
        code, answer, err = self.run(*words)
        assert (code, answer) == (2, None)
        return err


@pytest.fixture
def provider(database_url: str, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(database_url, capsys)


def test_a_city_and_its_first_handler(provider: Commands, database_url: str) -> None:
    city = provider.done("create", *CITY)
    assert (city["kind"], city["name"]) == ("CITY", "Helsinki")
    assert provider.done("list") == [city]
    (member,) = provider.done("member", "add", city["id"], *AINO, "--role", "OWNER")
    assert member["role"] == "OWNER"
    assert provider.done("member", "list", city["id"]) == [member]

    async def witnessed() -> list[str]:
        connection = await asyncpg.connect(database_url)
        async with connection.transaction():
            await connection.execute("SELECT set_config('ahti.act', 'staff', true)")
            rows = await connection.fetch("SELECT operation FROM audit_entries ORDER BY at")
        await connection.close()
        return [row["operation"] for row in rows]

    assert asyncio.run(witnessed()) == ["createProvider", "addMember"]


def test_a_member_gets_another_role_and_goes_but_an_owner_stays(provider: Commands) -> None:
    city = provider.done("create", *CITY)["id"]
    provider.done("member", "add", city, *AINO, "--role", "OWNER")
    other = (*AINO[:-1], "eino")
    provider.done("member", "add", city, *other, "--role", "CLERK")
    roles = provider.done("member", "add", city, *other, "--role", "MANAGER")
    assert sorted(one["role"] for one in roles) == ["MANAGER", "OWNER"]
    assert "A provider has to have an owner." in provider.refused("member", "remove", city, *AINO)
    assert "A provider has to have an owner." in provider.refused("member", "add", city, *AINO, "--role", "CLERK")
    assert [one["role"] for one in provider.done("member", "remove", city, *other)] == ["OWNER"]
    assert "memberId: There is no such member." in provider.refused("member", "remove", city, *other)


def test_a_provider_from_a_file_and_an_option_that_wins(provider: Commands, tmp_path: Path) -> None:
    file = tmp_path / "company.json"
    file.write_text(json.dumps({"kind": "COMPANY", "name": {"fi": "Laituri Oy"}, "businessId": "0201256-6"}))
    assert provider.done("create", str(file), "--name", "Satama Oy")["name"] == "Satama Oy"
    assert "There is a provider or a sign-up with this business id already" in provider.refused("create", str(file))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ('{"kind": "COMPANY", "name": {"fi": "x"}}', "businessId: A company needs its business id."),
        ('{"kind": "CITY"}', "name: Give the name in one language at least."),
        ('{"kind": "CITY", "name": {"fi": "x"}, "verifiedAt": "2027-01-01"}', "verifiedAt: Extra inputs"),
        ('{"kind": "KINGDOM"}', "kind: Input should be"),
        ("{}", "--kind: say which of"),
        ("nothing", "Invalid JSON"),
    ],
)
def test_what_cannot_be_is_named(provider: Commands, tmp_path: Path, told: str, said: str) -> None:
    file = tmp_path / "provider.json"
    file.write_text(told)
    assert said in provider.refused("create", str(file))


def test_a_file_or_a_provider_that_is_not_there_is_named(provider: Commands, tmp_path: Path) -> None:
    assert "nothing.json: No such file" in provider.refused("create", str(tmp_path / "nothing.json"))
    assert "there is no provider x" in provider.refused("member", "list", "x")
