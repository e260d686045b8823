"""The public audit suite itself, as npm has it, against our server on a port."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import orjson
import pytest

from ahti.web.app import create_app
from tests.integration.web.demo_service import demo_service
from tests.integration.web.local_server import listening

AUDITS = Path(__file__).parent / "audits"


@pytest.fixture(scope="session")
def audits(request: pytest.FixtureRequest) -> Path:
    """The suite, installed by npm under the project's folder for tools and kept there for the next run."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            pytest.skip(f"needs {program}: the audits of graphql-http are a package of npm's")
    folder = request.config.rootpath / ".dev" / "audits"
    shutil.copytree(AUDITS, folder, dirs_exist_ok=True)
    installed = subprocess.run(
        ["npm", "install", "--prefer-offline", "--no-audit", "--no-fund", "--no-package-lock"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if installed.returncode != 0:
        give_up = pytest.fail if os.environ.get("AHTI_CI") else pytest.skip
        give_up(f"npm could not install the audits of graphql-http: {installed.stderr[-300:]}")
    return folder


def test_server_passes_all_61_audits(audits: Path) -> None:
    with listening(create_app(demo_service())) as address:
        printed = subprocess.run(
            ["node", "run.js", f"{address}graphql"], cwd=audits, capture_output=True, timeout=60, check=True
        ).stdout
    results: list[dict[str, Any]] = orjson.loads(printed)
    assert [result for result in results if result["status"] != "ok"] == []
    assert len(results) == 61
