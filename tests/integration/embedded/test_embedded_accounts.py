"""Under whom the server runs, for PostgreSQL refuses root."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

from ahti.embedded import EmbeddedPostgres
from tests.integration.embedded.holders import HOLDING, Hold, Holder, is_alive, wait_until

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="not here: only root can become somebody else")

# An ordinary user who can read this work tree, wherever it lies.
AS_ORDINARY_USER = (
    *("setpriv", "--reuid=nobody", "--clear-groups", "--securebits=+no_setuid_fixup"),
    *("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"),
)


@pytest.fixture
def user_namespaces() -> None:
    if subprocess.run(["unshare", "--user", "true"], capture_output=True).returncode != 0:
        pytest.skip("not here: user namespaces are refused, as in a chroot and in many containers")


@pytest.fixture
def own_mounts() -> tuple[str, ...]:
    """What is put before a command line so that it can mount things."""
    within = ("unshare", "--mount")
    if subprocess.run([*within, "true"], capture_output=True).returncode != 0:
        pytest.skip("not here: this system lets even root mount nothing")
    return within


@pytest.fixture
def in_a_chroot(own_mounts: tuple[str, ...], tmp_path: Path) -> tuple[str, ...]:
    """The same files seen from a changed root, where Linux refuses user namespaces."""
    (top := tmp_path / "top").mkdir()
    return (*own_mounts, "sh", "-c", 'mount --rbind / "$0" && exec chroot "$0" "$@"', str(top))


@pytest.fixture
def nobodys_data_dir(data_dir: Path) -> Path:
    """The data directory as an ordinary user's; whoever comes next as root takes the cluster back."""
    for one in (data_dir, *data_dir.rglob("*")):
        shutil.chown(one, "nobody")
    return data_dir


def outer_uid(process: int) -> int:
    if not Path("/proc/self").exists():
        pytest.skip("not here: there is no /proc to look into")
    return Path(f"/proc/{process}").stat().st_uid


async def answer_of(holder: Holder) -> object:
    connection = await asyncpg.connect(holder.url)
    answer = await connection.fetchval("SELECT 42")
    await connection.close()
    return answer


@root_only
@pytest.mark.usefixtures("user_namespaces")
async def test_root_runs_the_server_as_somebody_else_and_keeps_the_files(data_dir: Path, hold: Hold) -> None:
    holder = hold(data_dir)
    assert await answer_of(holder) == 42
    assert (data_dir / "cluster" / "PG_VERSION").stat().st_uid == 0


@root_only
async def test_root_without_user_namespaces_gives_the_files_to_a_system_account(
    data_dir: Path, hold: Hold, in_a_chroot: tuple[str, ...]
) -> None:
    holder = hold(data_dir, within=in_a_chroot)
    assert await answer_of(holder) == 42
    owner = (data_dir / "cluster" / "PG_VERSION").stat().st_uid
    assert owner != 0
    assert outer_uid(holder.postmaster) == owner


@root_only
@pytest.mark.usefixtures("user_namespaces")
async def test_root_takes_the_files_back_where_user_namespaces_work(
    data_dir: Path, hold: Hold, in_a_chroot: tuple[str, ...]
) -> None:
    hold(data_dir, within=in_a_chroot).process.communicate()
    with EmbeddedPostgres(data_dir):
        assert (data_dir / "cluster" / "PG_VERSION").stat().st_uid == 0


@root_only
def test_a_system_accounts_server_dies_with_its_parent(
    data_dir: Path, hold: Hold, in_a_chroot: tuple[str, ...]
) -> None:
    holder = hold(data_dir, within=in_a_chroot)
    postmaster = holder.postmaster
    holder.kill()
    wait_until(lambda: not is_alive(postmaster))


@root_only
async def test_an_ordinary_user_runs_the_server_as_themselves(nobodys_data_dir: Path, hold: Hold) -> None:
    holder = hold(nobodys_data_dir, within=AS_ORDINARY_USER)
    assert await answer_of(holder) == 42
    assert outer_uid(holder.postmaster) == outer_uid(holder.process.pid)


@root_only
def test_a_full_disk_is_told_in_the_servers_own_words(own_mounts: tuple[str, ...], tmp_path: Path) -> None:
    small = 'mount -t tmpfs -o size=12m small "$0" && exec "$@"'
    command = [*own_mounts, "sh", "-c", small, str(tmp_path), sys.executable, str(HOLDING), str(tmp_path)]
    answer = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.startswith("the database could not be created. PostgreSQL said:\n")
    assert "No space left on device" in answer.stderr
