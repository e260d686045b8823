"""The wheel, built from this tree and installed where there is no tree."""

import shutil
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path
from zipfile import ZipFile

import pytest

from ahti.revisions import newest_revision, revisions_folder

ROOT = Path(__file__).parents[2]
OURS = {"ahti", "schema", "harbors", "geo"}
# What belongs to the wheel although it is no Python module.
CARRIED = {".typ", ".sql", ".graphql", ".toml", ".html", ".css", ".js", ".md", ".txt", ".mako", ".svg"}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture
def installed(wheel: Path, tmp_path: Path) -> Path:
    """A folder with the programs of an environment that has the wheel, and the versions that we are tested with."""
    (pinned := tmp_path / "constraints.txt").write_text(
        "\n".join(f"{one.name}=={one.version}" for one in distributions() if one.name != "ahti")
    )
    programs = tmp_path / "elsewhere" / "bin"
    install = make_environment(programs)
    answer = subprocess.run([*install, "--constraint", pinned, wheel], capture_output=True, text=True)
    if answer.returncode != 0:
        pytest.skip(f"the packages that ahti needs cannot be had: {answer.stderr.strip().splitlines()[-1]}")
    return programs


def make_environment(programs: Path) -> list[str]:
    """Make an environment and tell what installs into it: uv where there is one, else venv and pip."""
    python = str(programs / "python")
    if uv := shutil.which("uv", path=f"{ROOT / '.uv' / 'bin'}:{Path(sys.executable).parent}") or shutil.which("uv"):
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, programs.parent], check=True)
        return [uv, "pip", "install", "--quiet", "--python", python]
    if subprocess.run([sys.executable, "-m", "venv", programs.parent], capture_output=True).returncode != 0:
        pytest.skip("needs uv, or a venv that brings pip")
    return [python, "-m", "pip", "install", "--quiet"]


def test_the_wheel_writes_into_no_package_but_ours(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == OURS


def test_the_wheel_carries_every_file_that_we_read(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        carried = set(archive.namelist())
    read = {file for top in OURS for file in (ROOT / top).rglob("*") if file.suffix in CARRIED | {".py"}}
    assert {str(file.relative_to(ROOT)) for file in read} - carried == set()
    assert {f"ahti/_migrations/versions/{file.name}" for file in revisions_folder().glob("versions/*.py")} <= carried


def test_an_installed_wheel_migrates_a_database(installed: Path, tmp_path: Path) -> None:
    answer = subprocess.run(
        [installed / "ahti", "migrate", "--data-dir", tmp_path / "data"], cwd=tmp_path, capture_output=True, text=True
    )
    assert (answer.returncode, answer.stdout) == (0, f"the database is at revision {newest_revision()}\n")
