"""A provider's existing tenants come in from a file: all or none, and the same file again changes nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from ahti.cli import main
from harbors.leases.importing import Report, import_leases
from tests import harbor_town as at
from tests.integration.leases.conftest import FIRST, NOW, SECOND, Ground, draft
from tests.signed_in import CHANCE

HEADER = (
    "harbor,pier,number,season_starts,season_ends,tenant_name,tenant_email,boat_type,registration,beam_mm,length_mm"
)
LAST = "2026-06-10,2026-09-14"
FIRST_LINE = f"club,A,1,{LAST},Maija Meri,maija@example.org,Motor,a1,2500,7000"
SECOND_LINE = f"CLUB,a,2,{LAST},Onni Oja,,,,2500,7000"


def register(*lines: str) -> str:
    return "\n".join((HEADER, *lines)) + "\n"


async def bring(ground: Ground, *lines: str) -> Report:
    async with ground.database.unit_of_work() as connection:
        return await import_leases(connection, register(*lines), provider_id=at.CLUB, now=NOW, chance=CHANCE)


def told(report: Report) -> list[tuple[int, str, str | None]]:
    return [(fault.line, fault.problem.code, fault.problem.field) for fault in report.faults]


async def test_tenants_of_a_season_that_is_over_come_in_whole(ground: Ground) -> None:
    assert await bring(ground, FIRST_LINE, SECOND_LINE) == Report(created=2)
    held = await ground.held()
    assert [(place, start.year, state) for place, start, _, state in held] == [
        (place, 2026, "HOLDING") for place in sorted((FIRST, SECOND))
    ]
    rows = await ground.asked(
        "SELECT tenant_name, tenant_email, registration, boat_type_id, origin, status FROM leases ORDER BY tenant_name"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("Maija Meri", "maija@example.org", "A1", at.MOTOR, "IMPORTED", "ACTIVE"),
        ("Onni Oja", None, None, None, "IMPORTED", "ACTIVE"),
    ]


async def test_the_same_file_again_changes_nothing_and_a_longer_one_brings_the_rest(ground: Ground) -> None:
    await bring(ground, FIRST_LINE)
    before = await ground.asked("SELECT * FROM leases")
    assert await bring(ground, FIRST_LINE) == Report(unchanged=1)
    assert await ground.asked("SELECT * FROM leases") == before
    assert await bring(ground, FIRST_LINE, SECOND_LINE) == Report(created=1, unchanged=1)


async def test_a_lease_that_has_ended_since_is_not_brought_to_life_again(ground: Ground) -> None:
    await bring(ground, FIRST_LINE)
    await ground.asked(
        "UPDATE leases SET status = 'ENDED', ended_at = created_at, ending = 'TERMINATED', end_reason = 'Sold' "
        "RETURNING id"
    )
    await ground.asked("UPDATE occupancies SET state = 'ENDED' RETURNING id")
    assert await bring(ground, FIRST_LINE) == Report(unchanged=1)
    assert [row[3] for row in await ground.held()] == ["ENDED"]


async def test_whatever_is_wrong_is_told_by_line_and_column_and_nothing_is_kept(ground: Ground) -> None:
    report = await bring(
        ground,
        FIRST_LINE,
        f"club,A,9,{LAST},Nobody There,,,,2500,7000",
        f"club,A,2,{LAST},Too Wide,nowhere,Balloon,,3300,7000",
        f"club,A,1,{LAST},Same Place,,,,2500,7000",
        f"club,A,2,{LAST},Same Boat,,,A1,2500,7000",
        "club,A,2,2026-09-14,2026-06-10,Backwards,,,,2500,7000",
    )
    assert told(report) == [
        (3, "PLACE_UNKNOWN", "number"),
        (4, "BOAT_DOES_NOT_FIT", "beam_mm"),
        (4, "EMAIL_SHAPE", "tenant_email"),
        (4, "BOAT_TYPE_UNKNOWN", "boat_type"),
        (5, "PLACE_TWICE", "number"),
        (6, "BOAT_TWICE", "registration"),
        (7, "SEASON_ORDER", "season_ends"),
    ]
    assert await ground.held() == []


async def test_a_place_that_somebody_holds_and_a_boat_that_lies_elsewhere_are_named(ground: Ground) -> None:
    await ground.record(draft(FIRST))
    await bring(ground, FIRST_LINE)
    report = await bring(
        ground,
        FIRST_LINE,
        "club,A,1,2027-06-10,2027-09-14,Onni Oja,,,,2500,7000",
        f"club,A,2,{LAST},Onni Oja,,,A1,2500,7000",
    )
    assert told(report) == [
        (3, "PLACE_TAKEN", "number"),
        (4, "BOAT_TWICE", "registration"),
        (4, "BOAT_HAS_PLACE", "registration"),
    ]
    report = await bring(ground, f"club,A,2,{LAST},Onni Oja,,,A1,2500,7000")
    assert told(report) == [(2, "BOAT_HAS_PLACE", "registration")]


async def test_a_line_that_tells_otherwise_of_a_lease_that_is_kept_is_refused(ground: Ground) -> None:
    await bring(ground, FIRST_LINE)
    report = await bring(ground, FIRST_LINE.replace("maija@", "meri@").replace("2500", "2400"))
    assert told(report) == [(2, "LEASE_DIFFERS", "tenant_email"), (2, "LEASE_DIFFERS", "beam_mm")]


def command(monkeypatch: pytest.MonkeyPatch, url: str, capsys: Any, *arguments: str) -> tuple[int, str, str]:
    monkeypatch.setenv("AHTI_DATABASE_URL", url)
    code = main(["leases", "import", *arguments])
    answered = capsys.readouterr()
    return code, answered.out, answered.err


def test_the_command_line_imports_and_a_dry_run_keeps_nothing(
    town_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    file = tmp_path / "tenants.csv"
    file.write_text(register(FIRST_LINE, SECOND_LINE), encoding="utf-8")
    given = (str(file), "--provider", str(at.CLUB))
    expected = {"created": 2, "unchanged": 0}
    for extra, told_so in ((["--dry-run"], expected), ([], expected), ([], {"created": 0, "unchanged": 2})):
        code, out, _ = command(monkeypatch, town_url, capsys, *given, *extra)
        assert (code, json.loads(out)) == (0, told_so | {"dryRun": bool(extra)})


def test_the_command_line_names_file_line_and_column(
    town_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    file = tmp_path / "tenants.csv"
    file.write_text(register(FIRST_LINE.replace("2500", "3010")), encoding="utf-8")
    code, out, err = command(monkeypatch, town_url, capsys, str(file), "--provider", str(at.CLUB))
    assert (code, out) == (2, "")
    assert f"{file}:2: beam_mm: The boat does not fit: it is 1 cm too wide." in err
    code, out, err = command(monkeypatch, town_url, capsys, str(file), "--provider", "nobody")
    assert (code, out) == (2, "")
    assert "--provider" in err
