"""Knows the embedded server as a whole: a data directory in, addresses to connect to out."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from ahti.embedded.account import choose_account
from ahti.embedded.binaries import find_binaries
from ahti.embedded.cluster import DATABASE, Cluster, made_by
from ahti.embedded.folders import private_folder
from ahti.embedded.holder import held
from ahti.embedded.leftovers import end_leftovers
from ahti.embedded.postmaster import Postmaster

_PORT = 5432

# A machine that does other things too: small memory, few processes, answers too small for parallel plans.
_SETTINGS = {
    "listen_addresses": "",
    "port": str(_PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "120",
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "64MB",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    "random_page_cost": "1.1",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "512MB",
    "min_wal_size": "32MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u@%d ",
}
_NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_LOG_BYTES = 1_000_000

CLUSTER_FOLDER = "cluster"


class EmbeddedPostgres:
    """PostgreSQL over a private socket as a context manager.

    ``durable=False`` gives up safety against power cuts for speed: for tests. Raises ``EmbeddedError``.
    """

    def __init__(self, data_dir: Path, *, pg_bin: Path | None = None, durable: bool = True) -> None:
        self._data_dir = data_dir
        self._pg_bin = pg_bin
        self._durable = durable
        self._sockets: Path | None = None
        self._exits = ExitStack()

    @classmethod
    @contextmanager
    def temporary(cls, *, pg_bin: Path | None = None) -> Iterator[Self]:
        """A server with empty data that go with it, not durable."""
        with private_folder() as folder, cls(folder / "data", pg_bin=pg_bin, durable=False) as server:
            yield server

    def url(self, *, role: str = "ahti_app", database: str = DATABASE) -> str:
        """Where ``role`` connects to ``database``."""
        if self._sockets is None:
            raise RuntimeError("the server does not run")
        return f"postgresql://{role}@/{database}?host={quote(str(self._sockets))}&port={_PORT}"

    def __enter__(self) -> Self:
        with ExitStack() as exits:
            exits.enter_context(held(self._data_dir))
            cluster = self._cluster()
            sockets = exits.enter_context(private_folder()) / "s"
            sockets.mkdir(mode=0o700)
            cluster.account.own(sockets)
            exits.enter_context(Postmaster(cluster, self._settings(sockets), self._log_file()).running())
            self._exits, self._sockets = exits.pop_all(), sockets
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sockets = None
        self._exits.close()

    def _cluster(self) -> Cluster:
        folder = self._data_dir.resolve() / CLUSTER_FOLDER
        end_leftovers(folder)
        binaries = find_binaries(self._pg_bin, data_major=made_by(folder))
        cluster = Cluster(folder, binaries, choose_account(binaries.postgres), self._durable)
        if made_by(folder) is None:
            cluster.create()
        cluster.account.own(folder)
        return cluster

    def _settings(self, sockets: Path) -> dict[str, str]:
        settings = _SETTINGS | {"unix_socket_directories": str(sockets)}
        if sys.platform == "linux" and not os.access("/dev/shm", os.W_OK):
            settings["dynamic_shared_memory_type"] = "mmap"
        return settings if self._durable else settings | _NOT_DURABLE

    def _log_file(self) -> Path:
        log = self._data_dir / "postgresql.log"
        if log.exists() and log.stat().st_size > _LOG_BYTES:
            log.replace(log.with_suffix(".old.log"))
        return log
