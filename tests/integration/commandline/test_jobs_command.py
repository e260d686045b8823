"""``ahti jobs``: what is not done is shown, and what was held is tried again."""

import asyncio
import json
from typing import Any

import asyncpg
import pytest

from ahti.cli import main
from harbors.jobs.commands import hold, put
from harbors.jobs.records import Job, JobId, WorkerId
from tests import harbor_town

_PICK = "UPDATE pgqueuer SET status = 'picked', queue_manager_id = $2 WHERE id = $1"
WORKER = WorkerId(harbor_town.key("worker", "1"))


@pytest.fixture
def two_jobs(database_url: str) -> tuple[int, int]:
    """The first is held, the other waits."""

    async def build() -> tuple[int, int]:
        connection = await asyncpg.connect(database_url)
        for name in ("held", "waiting"):
            await put(connection, Job.SEND_MESSAGE, {"message": name})
        first, other = (row["id"] for row in await connection.fetch("SELECT id FROM pgqueuer ORDER BY id"))
        await connection.execute(
            "UPDATE pgqueuer SET status = 'picked', queue_manager_id = $2 WHERE id = $1", first, WORKER
        )
        await hold(connection, JobId(first), worker=WORKER, failure="451 later\0")
        await connection.close()
        return first, other

    return asyncio.run(build())


def run(capfd: pytest.CaptureFixture[str], database_url: str, *words: str) -> Any:
    assert main(["jobs", *words, "--database-url", database_url]) == 0
    return json.loads(capfd.readouterr().out)


def test_jobs_are_listed_with_what_went_wrong(
    capfd: pytest.CaptureFixture[str], database_url: str, two_jobs: tuple[int, int]
) -> None:
    held, waiting = run(capfd, database_url, "list")
    assert (held["id"], waiting["id"]) == two_jobs
    assert (held["status"], held["ids"], held["lastError"]) == ("HELD", {"message": "held"}, "451 later")
    assert (waiting["status"], waiting["lastError"]) == ("WAITING", None)
    assert run(capfd, database_url, "list", "--held") == [held]


@pytest.mark.parametrize("by_number", [True, False])
def test_held_job_is_tried_again(
    capfd: pytest.CaptureFixture[str], database_url: str, two_jobs: tuple[int, int], by_number: bool
) -> None:
    held, _ = two_jobs
    assert run(capfd, database_url, "retry", str(held) if by_number else "--held") == {"retried": [held]}
    assert [job["status"] for job in run(capfd, database_url, "list")] == ["WAITING", "WAITING"]


def test_job_that_is_not_held_is_refused_and_nothing_is_changed(
    capfd: pytest.CaptureFixture[str], database_url: str, two_jobs: tuple[int, int]
) -> None:
    held, waiting = two_jobs
    assert main(["jobs", "retry", str(held), str(waiting), "--database-url", database_url]) == 2
    assert f"There is no held job {waiting}." in capfd.readouterr().err
    assert [job["id"] for job in run(capfd, database_url, "list", "--held")] == [held]
