"""Knows the file in which a provider's accounts are told: use, product or method, account, VAT code."""

import csv
from collections.abc import Mapping
from pathlib import Path

from ahti.refusal import OperatorError
from harbors.books.records import Account, Use
from harbors.orders.records import Product
from harbors.payments.records import Method

FIELDS = ("use", "product", "method", "account", "vat_code")


class AccountsRefused(OperatorError):
    """The file tells no accounts that could be; the message names line and field."""


def read_accounts(file: Path) -> list[Account]:
    """The accounts in a CSV file. Raises ``AccountsRefused``."""
    try:
        with file.open(encoding="utf-8", newline="") as text:
            rows = csv.DictReader(text)
            if tuple(rows.fieldnames or ()) != FIELDS:
                raise AccountsRefused(f"{file}:1: the columns are {','.join(FIELDS)}")
            accounts = [_account(row, f"{file}:{rows.line_num}") for row in rows]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise AccountsRefused(f"{file}: {error}") from None
    if len({(one.use, one.product, one.method) for one in accounts}) < len(accounts):
        raise AccountsRefused(f"{file}: two accounts are for the same")
    return accounts


def _account(row: Mapping[str, str | None], where: str) -> Account:
    told = {field: row.get(field) or None for field in FIELDS}
    try:
        account = Account(
            use=Use(told["use"] or ""),
            account=told["account"] or "",
            product=Product(told["product"]) if told["product"] else None,
            method=Method(told["method"]) if told["method"] else None,
            vat_code=told["vat_code"],
        )
    except ValueError as error:
        raise AccountsRefused(f"{where}: {error}") from None
    if not 1 <= len(account.account) <= 20 or (account.vat_code is not None and len(account.vat_code) > 20):
        raise AccountsRefused(f"{where}: an account and a VAT code have 1 to 20 characters")
    if (account.product and account.use is not Use.SALES) or (account.method and account.use is not Use.MONEY):
        raise AccountsRefused(f"{where}: products stand with SALES, methods with MONEY")
    return account
