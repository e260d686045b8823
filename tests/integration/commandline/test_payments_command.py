"""``ahti payments``: a provider's account and books, statements of its bank, and its journal."""

import csv
import io
import json
from pathlib import Path

import pytest

from ahti.cli import main
from tests.statements import entry, statement, transfer

PAYEE = ("--name", "Helsingin kaupunki", "--iban", "FI79 4405 2020 0360 82", "--bic", "HELSFIHH")
BOOKS = "use,product,method,account,vat_code\nRECEIVABLE,,,1701,\nSALES,BERTH,,3001,255\nMONEY,,BANK,1910,\n"


class Commands:
    """``ahti`` on a database of the test's own, with one city."""

    def __init__(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        self._url = url
        self._capsys = capsys
        _, told, _ = self.run("provider", "create", "--kind", "CITY", "--name", "Helsinki")
        self.city = str(json.loads(told)["id"])

    def run(self, *words: str) -> tuple[int, str, str]:
        code = main([*words, "--database-url", self._url])
        out, err = self._capsys.readouterr()
        return code, out, err

    def payments(self, *words: str) -> tuple[int, str, str]:
        return self.run("payments", *words)


@pytest.fixture
def ahti(database_url: str, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(database_url, capsys)


def written(folder: Path, text: str | bytes) -> str:
    file = folder / "file"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(file)


def test_a_payee_is_told_and_a_wrong_account_is_not_taken(ahti: Commands) -> None:
    code, told, _ = ahti.payments("payee", "--provider", ahti.city, *PAYEE)
    assert (code, json.loads(told)["iban"]) == (0, "FI7944052020036082")
    code, told, said = ahti.payments("payee", "--provider", ahti.city, *PAYEE, "--iban", "FI7944052020036083")
    assert (code, told) == (2, "")
    assert "iban: The account (IBAN) is wrong." in said


def test_a_statement_is_reported_and_people_are_called(ahti: Commands, tmp_path: Path) -> None:
    ahti.payments("payee", "--provider", ahti.city, *PAYEE)
    file = written(tmp_path, statement(entry("5.00", [transfer("A1", "5.00", "12345672")])))
    code, told, _ = ahti.payments("import-statement", file)
    assert (code, [one["archiveId"] for one in json.loads(told)["unmatched"]]) == (1, ["A1"])
    code, told, _ = ahti.payments("import-statement", file)
    assert (code, [one["archiveId"] for one in json.loads(told)["duplicates"]]) == (0, ["A1"])


@pytest.mark.parametrize(
    ("text", "said"),
    [(b"<a/>", "neither a statement"), (statement(entry("5.00", archive_id="A1")), "iban: The account FI79")],
)
def test_what_is_no_statement_of_ours_is_bad_input(ahti: Commands, tmp_path: Path, text: bytes, said: str) -> None:
    code, told, err = ahti.payments("import-statement", written(tmp_path, text))
    assert (code, told) == (2, "")
    assert said in err


def test_accounts_are_told_and_a_journal_is_written(ahti: Commands, tmp_path: Path) -> None:
    code, told, _ = ahti.payments("accounts", written(tmp_path, BOOKS), "--provider", ahti.city)
    assert (code, json.loads(told)) == (0, {"accounts": 3})
    code, told, _ = ahti.payments("journal", "--provider", ahti.city, "--from", "2027-01-01", "--to", "2027-12-31")
    assert code == 0
    assert [row[:3] for row in csv.reader(io.StringIO(told))] == [["voucher", "kind", "date"]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("use,account\n", ":1: the columns are use,product,method,account,vat_code"),
        (BOOKS + "PROFIT,,,1,\n", ":5: 'PROFIT' is not a valid Use"),
        (BOOKS + "VAT,BERTH,,1,\n", ":5: products stand with SALES, methods with MONEY"),
        (BOOKS + "VAT,,,,\n", ":5: an account and a VAT code have 1 to 20 characters"),
        (BOOKS + "MONEY,,BANK,2,\n", "two accounts are for the same"),
    ],
)
def test_wrong_accounts_are_refused_by_line(ahti: Commands, tmp_path: Path, text: str, said: str) -> None:
    code, _, err = ahti.payments("accounts", written(tmp_path, text), "--provider", ahti.city)
    assert code == 2
    assert said in err


def test_a_provider_that_is_none_is_bad_input(ahti: Commands) -> None:
    code, _, err = ahti.payments("journal", "--provider", "x", "--from", "2027-01-01", "--to", "2027-12-31")
    assert (code, "--provider: there is no x" in err) == (2, True)
