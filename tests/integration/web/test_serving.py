"""``ahti serve`` says where it answers, ends in good order, and says clearly why when it cannot serve."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path

import asyncpg
import httpx
import orjson
import pytest

from ahti.beacon.chain import OwnChain
from ahti.clock import SystemClock
from ahti.embedded import EmbeddedPostgres
from ahti.gateways.beacons.fetching import fetch_beacon, open_client
from ahti.service import open_service
from ahti.web.app import create_app
from ahti.web.server import CannotListen, address_of, open_socket
from schema.root import build
from tests.integration.web.demo_service import demo_service
from tests.integration.web.local_server import listening


def command(*options: str) -> list[str]:
    return [sys.executable, "-m", "ahti", "serve", *options]


def environment(url: str, others: Mapping[str, str] | None = None) -> dict[str, str]:
    return {**os.environ, "AHTI_DATABASE_URL": url, **(others or {})}


@contextmanager
def served(
    url: str, *options: str, log: Path | None = None, variables: Mapping[str, str] | None = None
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process and the address that it printed; what it logs goes to ``log`` as JSON."""
    words = command("--port", "0", "--log", "json", *options)
    with (
        log.open("w") if log else nullcontext() as logged,
        subprocess.Popen(
            words, env=environment(url, variables), stdout=subprocess.PIPE, stderr=logged, text=True
        ) as process,
    ):
        assert process.stdout is not None
        try:
            found = re.fullmatch(r"Ahti answers at (\S+) \(GraphQL: \S+/graphql\)\n", process.stdout.readline())
            assert found
            yield process, found[1]
        finally:
            process.kill()


def refused(url: str, *options: str, variables: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Exit code and standard error of a command that must not serve."""
    ended = subprocess.run(
        command(*options), env=environment(url, variables), capture_output=True, text=True, timeout=60
    )
    return ended.returncode, ended.stderr


def test_served_database_is_asked_at_the_printed_address(database_url: str) -> None:
    with served(database_url) as (process, address):
        answer = httpx.post(f"{address}graphql", json={"query": "{ harbors { totalCount } }"})
        assert answer.json() == {"data": {"harbors": {"totalCount": 0}}}
        assert httpx.get(f"{address}readyz").json() == {"status": "ready"}
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_taken_port_is_named(database_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused(database_url, "--port", str(port))
    hint = "stop what listens there, or choose another with --port (0: any free one)"
    assert said == (2, f"ahti: port {port} on 127.0.0.1 is taken: {hint}\n")


def test_metrics_have_a_port_of_their_own_which_the_log_names(database_url: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with served(database_url, "--metrics-port", "0", log=log) as (process, address):
        line = orjson.loads(log.read_text().splitlines()[0])
        found = re.fullmatch(r"Metrics are read at (http://127\.0\.0\.1:\d+/metrics)", line["message"])
        assert found
        httpx.post(f"{address}graphql", json={"query": "{ __typename }"})
        text = httpx.get(found[1]).text
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert 'ahti_requests_total{status="2xx"} 1.0' in text.splitlines()


def test_taken_port_of_the_metrics_is_named(database_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused(database_url, "--port", "0", "--metrics-port", str(port))
    hint = "stop what listens there, or choose another with --metrics-port (0: any free one)"
    assert said == (2, f"ahti: port {port} on 127.0.0.1 is taken: {hint}\n")


def test_the_issuer_of_the_demonstration_is_there_only_when_that_was_said(database_url: str, tmp_path: Path) -> None:
    discovery = "issuer/.well-known/openid-configuration"
    with served(database_url) as (_, address):
        assert httpx.get(address + discovery).status_code == 404
    exposed = {"AHTI_DEMO_ISSUER": "on", "AHTI_DATA_DIR": str(tmp_path)}
    said = refused(database_url, "--port", "0", variables=exposed)
    assert (said[0], "AHTI_DEMO_ISSUER_EXPOSED=on and AHTI_DEMO_ISSUER_LETS_ANYBODY_IN=on" in said[1]) == (2, True)
    twice = {"AHTI_DEMO_ISSUER_EXPOSED": "on", "AHTI_DEMO_ISSUER_LETS_ANYBODY_IN": "on"}
    with served(database_url, variables=exposed | twice) as (_, address):
        assert httpx.get(address + discovery).json()["issuer"] == f"{address}issuer"
    assert (tmp_path / "issuer" / "keys.json").stat().st_mode & 0o777 == 0o600


async def test_the_beacon_of_the_demonstration_is_there_only_when_that_was_said(database_url: str) -> None:
    with served(database_url) as (_, address):
        async with open_client() as client:
            assert (await client.get(f"{address}beacon/chains")).status_code == 404
    genesis = int(SystemClock().now().timestamp()) - 60
    said = {"AHTI_DEMO_BEACON": "on", "AHTI_DEMO_BEACON_GENESIS": str(genesis), "AHTI_DEMO_BEACON_SEED": "sea"}
    with served(database_url, variables=said) as (_, address):
        source = OwnChain(seed="sea", genesis_time=genesis, period=3).source(f"{address}beacon")
        async with open_client() as client:
            got = await fetch_beacon(source, 20, client=client, now=SystemClock().now())
    assert got.signature == OwnChain(seed="sea", genesis_time=genesis, period=3).sign(20)


def test_host_that_is_none_of_ours_is_named() -> None:
    with pytest.raises(CannotListen, match=r"cannot listen on 192\.0\.2\.1, port 0: "):
        open_socket("192.0.2.1", 0)


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://127.0.0.1:{}/"), ("0.0.0.0", "http://127.0.0.1:{}/"), ("::1", "http://[::1]:{}/")],
)
def test_address_is_one_that_a_browser_here_can_open(host: str, address: str) -> None:
    with open_socket(host, 0) as listener:
        assert address_of(listener) == address.format(listener.getsockname()[1])


def test_owner_of_the_tables_does_not_serve(server: EmbeddedPostgres, database_name: str) -> None:
    said = refused(server.url(role="ahti_owner", database=database_name), "--port", "0")
    assert said == (2, "ahti: the service refuses to serve as owner: connect as ahti_app\n")


async def test_service_is_ready_only_at_the_revision_of_its_code(
    server: EmbeddedPostgres, database_name: str, database_url: str
) -> None:
    async with open_service(database_url, schema=build(), clock=SystemClock()) as service:
        before = await service.is_ready()
        await _as_owner(server, database_name, "UPDATE alembic_version SET version_num = '0000'")
        assert (before, await service.is_ready()) == (True, False)


async def test_service_whose_database_is_gone_is_not_ready(
    server: EmbeddedPostgres, database_name: str, database_url: str
) -> None:
    async with open_service(database_url, schema=build(), clock=SystemClock()) as service:
        await _as_superuser(server, f"ALTER DATABASE {database_name} ALLOW_CONNECTIONS false")
        await _as_superuser(
            server, "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = $1", database_name
        )
        assert not await service.is_ready()


async def test_request_under_way_is_answered_before_the_server_ends() -> None:
    with listening(create_app(demo_service())) as address:
        query = {"query": "{ slow(seconds: 1) }"}
        under_way = asyncio.create_task(asyncio.to_thread(httpx.post, f"{address}graphql", json=query))
        await asyncio.sleep(0.5)
    assert (await under_way).json() == {"data": {"slow": "done"}}


async def _as_owner(server: EmbeddedPostgres, database: str, statement: str) -> None:
    await _run(server.url(role="ahti_owner", database=database), statement)


async def _as_superuser(server: EmbeddedPostgres, statement: str, *values: object) -> None:
    await _run(server.url(role="postgres", database="postgres"), statement, *values)


async def _run(url: str, statement: str, *values: object) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement, *values)
    finally:
        await connection.close()
