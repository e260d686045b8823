"""Knows how credits are read from a bank's statement or notification (ISO 20022 camt.053 and camt.054, any version).

Source: Finance Finland, ISO 20022 Account Statement guide; transfers with references come in batches with details.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from harbors.invoices.accounts import read_iban
from harbors.invoices.references import read_reference
from harbors.statements.records import Credit

_REPORTS = (("BkToCstmrStmt", "Stmt"), ("BkToCstmrDbtCdtNtfctn", "Ntfctn"))
_BOOKED = "BOOK"
_CREDIT = "CRDT"
_EURO = "EUR"


class StatementUnreadable(Exception):
    """The file is no statement that can be taken; the message says where it is not."""


def read_credits(text: bytes) -> list[Credit]:
    """The euros that were booked to accounts, each transfer once. Raises ``StatementUnreadable``."""
    try:
        document = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise StatementUnreadable(f"this is no XML that we read: {type(error).__name__}") from None
    reports = [report for outer, inner in _REPORTS for report in document.findall(f"{{*}}{outer}/{{*}}{inner}")]
    if not reports:
        raise StatementUnreadable("this is neither a statement (camt.053) nor a notification (camt.054)")
    return [credit for report in reports for credit in _credits(report)]


def _credits(report: Element) -> Iterator[Credit]:
    iban = read_iban(_text(report, "Acct/Id/IBAN") or "")
    if iban is None:
        raise StatementUnreadable("an account is told by no IBAN, or by a wrong one")
    for number, entry in enumerate(report.findall("{*}Ntry"), start=1):
        if _is_credit(entry) and (_text(entry, "Sts/Cd") or _text(entry, "Sts")) == _BOOKED:
            yield from _transfers(entry, iban=iban, where=f"{iban}, entry {number}")


def _transfers(entry: Element, *, iban: str, where: str) -> Iterator[Credit]:
    details = entry.findall("{*}NtryDtls/{*}TxDtls")
    total, day = _amount(entry.find("{*}Amt"), where), _day(entry, where)
    parts = [_part(one, total if len(details) == 1 else None, where) for one in details] or [total]
    if sum(parts) != total:
        raise StatementUnreadable(f"{where}: its transfers come to {sum(parts)}, not to {total}")
    of_entry = _text(entry, "AcctSvcrRef") if len(parts) == 1 else None
    for one, amount in zip(details or [entry], parts, strict=True):
        archive_id = _text(one, "Refs/AcctSvcrRef") or of_entry
        if not archive_id:
            raise StatementUnreadable(f"{where}: a transfer has no archive id (AcctSvcrRef)")
        reference = read_reference(_text(one, "RmtInf/Strd/CdtrRefInf/Ref") or "")
        yield Credit(iban=iban, archive_id=archive_id, booked_on=day, amount=amount, reference=reference)


def _is_credit(entry: Element) -> bool:
    turned = _text(entry, "RvslInd") == "true"
    return _text(entry, "CdtDbtInd") == _CREDIT and not turned


def _part(details: Element, otherwise: Decimal | None, where: str) -> Decimal:
    found = details.find("{*}AmtDtls/{*}TxAmt/{*}Amt")
    told = details.find("{*}Amt") if found is None else found
    return otherwise if told is None and otherwise is not None else _amount(told, where)


def _amount(told: Element | None, where: str) -> Decimal:
    if told is None or told.get("Ccy") != _EURO:
        raise StatementUnreadable(f"{where}: an amount is not told in euros")
    try:
        amount = Decimal((told.text or "").strip())
    except InvalidOperation:
        amount = Decimal("NaN")
    if not (amount.is_finite() and amount > 0 and amount == amount.quantize(Decimal("0.01"))):
        raise StatementUnreadable(f"{where}: an amount is none of euros and cents")
    return amount.quantize(Decimal("0.01"))


def _day(entry: Element, where: str) -> date:
    told = _text(entry, "BookgDt/Dt") or (_text(entry, "BookgDt/DtTm") or "")[:10]
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise StatementUnreadable(f"{where}: the day of booking is missing or wrong") from None


def _text(element: Element, path: str) -> str | None:
    found = element.find("/".join(f"{{*}}{name}" for name in path.split("/")))
    return None if found is None or not (found.text or "").strip() else (found.text or "").strip()
