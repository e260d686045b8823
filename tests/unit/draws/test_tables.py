"""A big round as tables: read, drawn, written; and what can be wrong with one."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from ahti.cli import main
from harbors.draws.cells import CHUNK, BadTable
from harbors.draws.records import Boat
from harbors.draws.tables import read_round

TABLES = {
    "round.json": b'{"format":"berth-columns/1","rules":{"beam_margin":100},"seed":"00ff"}',
    "berths.csv": b"id,harbor,pier,width,length\nb1,H,A,2500,6000\nb2,H,A,3000,6000\nb3,J,,,\n",
    "boats.csv": b"beam,type,reserves\n2400,sail,\n,motor,step-free quota\n",
    "choices.csv": b"harbor,pier,berth\nH,,\nJ,,\n,,b2\nH,A,\n",
    "applicants.csv": (
        b"id,class,boat,choices,key,mode,current\n"
        b"a1,1,0,0 1,,new,\n"
        b"a2,1,0,2,-5,,nowhere\n"
        b"a3,2,1,1,,exchange,b2\n"
        b"a4,1,0,,,renew,b1\n"
    ),
}
RESULT = {
    # a2 comes before the others of the class, gets the b2 that a3 leaves for b3; a1 finds all closed.
    "applicants.csv": b"id,rank,berth\na2,0,b2\na1,,\na4,0,b1\na3,0,b3\n",
    "berths.csv": b"id,closed\nb1,0\nb2,1\nb3,1\n",
}


def _message(table: str, right: bytes, wrong: bytes) -> str:
    assert TABLES[table].count(right) == 1
    with pytest.raises(BadTable) as caught:
        read_round(TABLES | {table: TABLES[table].replace(right, wrong)})
    assert caught.value.table == table
    return str(caught.value)


def _folder(folder: Path) -> Path:
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / name).write_bytes(text)
    return folder


def _members(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_folder_of_tables_is_drawn(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "round")

    assert main(["draw", str(folder), str(tmp_path / "out.zip")]) == 0

    assert _members((tmp_path / "out.zip").read_bytes()) == RESULT


def test_zip_of_tables_is_drawn_to_the_same_bytes(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "round")
    with zipfile.ZipFile(tmp_path / "round.zip", "w") as archive:
        for name in TABLES:
            archive.write(folder / name, name)

    assert main(["draw", str(folder), str(tmp_path / "one.zip")]) == 0
    assert main(["draw", str(tmp_path / "round.zip"), str(tmp_path / "other.zip")]) == 0

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()


def test_wrong_cell_is_named_with_its_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = _folder(tmp_path / "round")
    (folder / "applicants.csv").write_bytes(TABLES["applicants.csv"].replace(b"a2,1", b"a2,one"))

    assert main(["draw", str(folder), str(tmp_path / "out.zip")]) == 2

    told = f"ahti: {folder}/applicants.csv: line 3: class: must be a whole number\n"
    assert capsys.readouterr() == ("", told)
    assert not (tmp_path / "out.zip").exists()


def test_boats_have_their_reserves_and_what_is_empty_is_not_known() -> None:
    assert read_round(TABLES).profiles == (
        (Boat(beam_mm=2400, type="sail"), frozenset()),
        (Boat(type="motor"), frozenset({"step-free", "quota"})),
    )


WRONG = [
    ("round.json", b"berth-columns/1", b"berth-columns/2", 'line 1: format: must be "berth-columns/1"'),
    ("round.json", b"00ff", b"00f", "line 1: seed: must be bytes in hex, two digits each"),
    ("round.json", b"100", b"1.5", "line 1: rules.beam_margin: must be a whole number of at most 64 bits, not 1.5"),
    ("round.json", b'"seed"', b"\nseed", "line 2: unexpected character"),
    ("berths.csv", b"b3,J", b"b1,J", "line 4: id: stands there twice"),
    ("berths.csv", b"b3,J", b"b3,", "line 4: harbor: is missing"),
    ("berths.csv", b"2500", b"wide", 'line 2: width: must be a whole number of at most 64 bits, not "wide"'),
    ("berths.csv", b"width", b"widht", "line 1: widht: is not known"),
    ("berths.csv", b"id,harbor", b"it,harbor", "line 1: id: is missing"),
    ("berths.csv", b"width,length", b"width,width", "line 1: stands there twice"),
    ("berths.csv", b"J,,,", b"J,,", "line 4: has 4 cells, not 5"),
    ("berths.csv", b"b1", b"\xff", "line 2: is no UTF-8"),
    ("boats.csv", b"2400", b"-1", 'line 2: beam: must be a whole number of at most 64 bits, not "-1"'),
    (
        "choices.csv",
        b"J,,",
        b"J,,b1",
        "line 3: must name a harbor, a harbor and a pier of it, or a berth alone",
    ),
    ("applicants.csv", b"a2,1,0", b"a2,1,2", "line 3: boat: must be from 0 to 1"),
    ("applicants.csv", b"a2,1,0,2", b"a2,1,0,9", "line 3: choices: must hold numbers from 0 to 3"),
    ("applicants.csv", b"a2,1,0,2", b"a2,1,0,0  1", "line 3: choices: must be a whole number"),
    ("applicants.csv", b"a2,1", b"a2,", "line 3: class: is missing"),
    ("applicants.csv", b"a2,1", b"a2,1 2", "line 3: class: must be a whole number"),
    ("applicants.csv", b"a2", b"a1", "line 3: id: stands there twice"),
    ("applicants.csv", b"a2", b"", "line 3: id: is missing"),
    ("applicants.csv", b"exchange", b"swap", "line 4: mode: is not known"),
    ("applicants.csv", b"exchange,b2", b"exchange,b9", "line 4: current: is not known"),
    ("applicants.csv", b"exchange,b2", b"exchange,", "line 4: current: is missing"),
    ("applicants.csv", b"renew,b1", b"renew,b2", "line 5: current: has two tenants"),
]


@pytest.mark.parametrize(("table", "right", "wrong", "message"), WRONG)
def test_wrong_cell_is_named(table: str, right: bytes, wrong: bytes, message: str) -> None:
    assert _message(table, right, wrong).startswith(message)


@pytest.mark.parametrize("name", TABLES)
def test_table_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(BadTable) as caught:
        read_round({other: text for other, text in TABLES.items() if other != name})

    assert (caught.value.table, str(caught.value)) == (name, "line 1: is missing")


def test_line_is_that_of_the_file_where_a_cell_goes_over_several() -> None:
    assert _message("berths.csv", b"b1,H,A,2500,6000\nb2,H,A,3000", b'b1,H,"A\n\n",2500,6000\nb2,H,A,wide').startswith(
        "line 5: width: "
    )


def test_long_table_is_read_in_chunks_and_its_last_line_is_found() -> None:
    rows = b"".join(b"a%d,1,0,%d\n" % (number, number % 4) for number in range(CHUNK + 2))
    many = TABLES | {"applicants.csv": b"id,class,boat,choices\n" + rows}

    columns = read_round(many).columns

    assert columns.ids[-1] == b"a65537"
    assert columns.scopes.tolist() == [number % 4 for number in range(CHUNK + 2)]
    with pytest.raises(BadTable, match=f"line {CHUNK + 4}: id: stands there twice"):
        read_round(many | {"applicants.csv": many["applicants.csv"] + b"a0,1,0,\n"})
