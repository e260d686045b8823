"""The file of a provider's tenants is read strictly: whatever is wrong is told by line and column, all at once."""

import pytest

from harbors.leases.registers import OPTIONAL, REQUIRED, read_register
from harbors.text import Language

HEADER = ",".join((*REQUIRED, *OPTIONAL))
LINE = "North,A,1,2026-06-10,2026-09-14,Maija Meri,2500,7000,maija@example.org,sv,motor,A1,900,1200"


def faults(text: str) -> list[tuple[int, str, str | None]]:
    _, found = read_register(text)
    return [(fault.line, fault.problem.code, fault.problem.field) for fault in found]


def test_a_line_is_read_with_its_figures_and_days() -> None:
    (entry,), found = read_register(f"{HEADER}\n{LINE}\n")
    assert found == []
    assert (entry.line, entry.place, entry.language) == (2, ("north", "a", "1"), Language.SV)
    assert entry.figures == {"beam_mm": 2_500, "length_mm": 7_000, "draught_mm": 900, "mass_kg": 1_200}
    assert [day.isoformat() for day in entry.days.values()] == ["2026-06-10", "2026-09-14"]


def test_columns_come_in_any_order_and_those_that_are_not_needed_may_be_missing() -> None:
    header = "tenant_name,number,harbor,pier,length_mm,beam_mm,season_ends,season_starts"
    text = f"{header}\nA,1,N,B,1,2,2026-09-14,2026-06-10\n"
    (entry,), found = read_register("\N{ZERO WIDTH NO-BREAK SPACE}" + text)
    assert found == []
    assert (entry.texts["tenant_name"], entry.figures["beam_mm"]) == ("A", 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, "COLUMN_MISSING", name) for name in REQUIRED]),
        (HEADER.replace("pier,", "") + "\n", [(1, "COLUMN_MISSING", "pier")]),
        (HEADER + ",wish\n", [(1, "COLUMN_UNKNOWN", "wish")]),
        (HEADER + ",pier\n", [(1, "COLUMN_REPEATED", "pier")]),
        (f"{HEADER}\n{LINE},more\n", [(2, "CELLS", None)]),
        (f'{HEADER}\n"open\n', [(2, "NOT_CSV", None)]),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_refused(text: str, expected: list[tuple[int, str, str | None]]) -> None:
    assert faults(text) == expected


def test_every_cell_that_is_wrong_is_named_by_line_and_column() -> None:
    wrong = [
        LINE.replace("Maija Meri", " "),
        LINE.replace("2500", "2,5").replace("2,5", '"2,5"'),
        LINE.replace("2026-06-10", "10.6.2026"),
        LINE.replace(",sv,", ",se,"),
        LINE.replace("7000", "²"),
        LINE.replace("2026-09-14", "2026-W38-1"),
    ]
    assert faults("\n".join([HEADER, LINE, "", *wrong])) == [
        (4, "CELL_EMPTY", "tenant_name"),
        (5, "NO_FIGURE", "beam_mm"),
        (6, "NO_DAY", "season_starts"),
        (7, "NO_LANGUAGE", "tenant_language"),
        (8, "NO_FIGURE", "length_mm"),
        (9, "NO_DAY", "season_ends"),
    ]


def test_a_cell_of_several_lines_counts_them() -> None:
    assert faults(f"{HEADER}\n{LINE.replace('Maija Meri', chr(34) + 'Maija' + chr(10) + 'Meri' + chr(34))}\n?\n") == [
        (4, "CELLS", None)
    ]
