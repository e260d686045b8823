"""The city's published files, where they lie beside the project."""

from collections.abc import Sequence
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[4] / "shared"
HARBORS = ("helsinki-harbor-resources.json", "helsinki-harbor-resources-fixes-2021-06-11.json")
WINTER = "helsinki-ws-resources.json"


@pytest.fixture(scope="session")
def city_files() -> Sequence[Path]:
    """The harbors, what corrects them, and the winter storage: in the order in which they are read."""
    files = [SHARED / "data" / "helsinki" / name for name in (*HARBORS, WINTER)]
    missing = [file.name for file in files if not file.is_file()]
    if missing:
        unavoidable = "" if SHARED.is_dir() else "not here: "
        pytest.skip(f"{unavoidable}needs the city's files in ../shared/data/helsinki: {', '.join(missing)}")
    return files
