"""Statements of banks: what came to the account, and what no program should swallow."""

from datetime import date
from decimal import Decimal

import pytest

from ahti.gateways.banks.camt import StatementUnreadable, read_credits
from harbors.statements.records import Credit
from tests.statements import ACCOUNT, entry, statement, transfer

REFERENCE = "868516259619897"


def credit(archive_id: str, amount: str, reference: str | None = REFERENCE) -> Credit:
    return Credit(
        iban=ACCOUNT, archive_id=archive_id, booked_on=date(2027, 2, 15), amount=Decimal(amount), reference=reference
    )


@pytest.mark.parametrize("version", ["053.001.02", "053.001.08", "054.001.02", "054.001.08"])
def test_each_transfer_of_a_batch_is_read(version: str) -> None:
    batch = [transfer("A1", "290.00", f"00000{REFERENCE}"), transfer("A2", "20.50", "RF09868516259619897")]
    assert read_credits(statement(entry("310.50", batch), version=version)) == [
        credit("A1", "290.00"),
        credit("A2", "20.50"),
    ]


def test_a_single_transfer_may_be_told_by_its_entry_alone() -> None:
    assert read_credits(statement(entry("5.00", archive_id="B1"))) == [credit("B1", "5.00", None)]


def test_a_status_may_be_told_as_a_code() -> None:
    told = statement(entry("5.00", archive_id="B1").replace("BOOK", "<Cd>BOOK</Cd>"))
    assert [one.archive_id for one in read_credits(told)] == ["B1"]


@pytest.mark.parametrize(
    "other",
    [
        entry("5.00", archive_id="D1", sign="DBIT"),
        entry("5.00", archive_id="P1", status="PDNG"),
        entry("5.00", archive_id="R1", reversal=True),
    ],
)
def test_what_did_not_come_to_the_account_is_left_out(other: str) -> None:
    assert read_credits(statement(other, entry("5.00", archive_id="B1"))) == [credit("B1", "5.00", None)]


@pytest.mark.parametrize("reference", ["868516259619898", "kiitos paljon", None])
def test_a_reference_that_cannot_be_one_is_none(reference: str | None) -> None:
    assert read_credits(statement(entry("5.00", [transfer("A1", "5.00", reference)])))[0].reference is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "this is no XML that we read: ParseError"),
        (b"<a/>", "this is neither a statement (camt.053) nor a notification (camt.054)"),
        (statement(entry("5.00", archive_id="B1"), iban="FI7944052020036083"), "an account is told by no IBAN"),
        (statement(entry("5.00")), "entry 1: a transfer has no archive id"),
        (
            statement(entry("5.00", [transfer("A", "2.00", None), transfer("B", "2.00", None)])),
            "come to 4.00, not to 5",
        ),
        (statement(entry("5.00", archive_id="B1", currency="SEK")), "an amount is not told in euros"),
        (statement(entry("5.001", archive_id="B1")), "an amount is none of euros and cents"),
        (statement(entry("NaN", archive_id="B1")), "an amount is none of euros and cents"),
        (statement(entry("-5.00", archive_id="B1")), "an amount is none of euros and cents"),
        (statement(entry("5.00", archive_id="B1").replace("2027-02-15", "15.2.2027")), "the day of booking"),
    ],
)
def test_what_cannot_be_a_statement_is_refused_and_said_where(text: bytes, said: str) -> None:
    with pytest.raises(StatementUnreadable) as refused:
        read_credits(text)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "attack",
    [
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;</a>',
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a/>',
    ],
)
def test_no_entity_and_no_other_file_is_looked_up(attack: bytes) -> None:
    with pytest.raises(StatementUnreadable, match="this is no XML that we read"):
        read_credits(attack)
