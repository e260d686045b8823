"""Knows what the page has promised, in a file that outlives it: whatever was answered has been written."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ahti.checkout.records import TRANSITIONS, Call, Payment, Refund, Refused
from harbors.payments.records import GatewayStatus

_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS payments (
    id TEXT PRIMARY KEY, stamp TEXT NOT NULL UNIQUE, amount INTEGER NOT NULL CHECK (amount > 0),
    reference TEXT NOT NULL, status TEXT NOT NULL, asked TEXT NOT NULL, money_due REAL
) STRICT;
CREATE TABLE IF NOT EXISTS refunds (
    id TEXT PRIMARY KEY, stamp TEXT NOT NULL UNIQUE, payment_id TEXT NOT NULL REFERENCES payments (id),
    amount INTEGER NOT NULL CHECK (amount > 0), status TEXT NOT NULL, callback_url TEXT NOT NULL, money_due REAL
) STRICT;
CREATE TABLE IF NOT EXISTS calls (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, status TEXT NOT NULL,
    due REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, taken INTEGER NOT NULL DEFAULT 0
) STRICT;
"""


class Store:
    """Payments, refunds and calls in SQLite; one process has it. Times are seconds since 1970."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.row_factory = sqlite3.Row
        self._database.executescript(_TABLES)

    def close(self) -> None:
        self._database.close()

    @contextmanager
    def _written(self) -> Iterator[sqlite3.Connection]:
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield self._database
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    def open_payment(self, id: str, asked: Mapping[str, Any]) -> Payment:
        """The payment of this stamp, a new one if there is none; raises ``Refused`` where it was asked otherwise."""
        with self._written() as database:
            known = database.execute("SELECT * FROM payments WHERE stamp = ?", [asked["stamp"]]).fetchone()
            if known is None:
                values = (id, asked["stamp"], asked["amount"], asked["reference"], GatewayStatus.NEW.value)
                database.execute("INSERT INTO payments VALUES (?, ?, ?, ?, ?, ?, NULL)", (*values, json.dumps(asked)))
                return self.payment(id)
        before = _payment(known)
        if (before.amount, before.reference) != (asked["amount"], asked["reference"]):
            raise Refused("STAMP_USED")
        return before

    def payment(self, id: str) -> Payment:
        """Raises ``Refused``."""
        row = self._database.execute("SELECT * FROM payments WHERE id = ?", [id]).fetchone()
        if row is None:
            raise Refused("NO_SUCH_PAYMENT")
        return _payment(row)

    def move(self, id: str, to: GatewayStatus, *, money_due: float | None, calls: list[float]) -> Payment:
        """Change the status and promise calls at these times; raises ``Refused`` where it cannot follow."""
        with self._written() as database:
            before = self.payment(id)
            if to not in TRANSITIONS[before.status]:
                raise Refused("ALREADY_DECIDED")
            database.execute("UPDATE payments SET status = ?, money_due = ? WHERE id = ?", (to.value, money_due, id))
            _promise(database, "payment", id, to, calls)
            return self.payment(id)

    def open_refund(self, wanted: Refund, *, money_due: float | None, calls: list[float]) -> Refund:
        """The refund of this stamp, a new one if there is none; raises ``Refused``: never more than was paid."""
        with self._written() as database:
            known = database.execute("SELECT * FROM refunds WHERE stamp = ?", [wanted.stamp]).fetchone()
            if known is not None:
                before = _refund(known)
                if (before.payment_id, before.amount) != (wanted.payment_id, wanted.amount):
                    raise Refused("STAMP_USED")
                return before
            payment = self.payment(wanted.payment_id)
            if payment.status is not GatewayStatus.OK:
                raise Refused("NOT_PAID")
            if self._refunded(payment.id) + wanted.amount > payment.amount:
                raise Refused("MORE_THAN_PAID")
            values = (wanted.id, wanted.stamp, wanted.payment_id, wanted.amount, wanted.status.value)
            database.execute(
                "INSERT INTO refunds VALUES (?, ?, ?, ?, ?, ?, ?)", (*values, wanted.callback_url, money_due)
            )
            _promise(database, "refund", wanted.id, wanted.status, calls)
        return wanted

    def refund(self, id: str) -> Refund:
        return _refund(self._database.execute("SELECT * FROM refunds WHERE id = ?", [id]).fetchone())

    def decide_refund(self, id: str, to: GatewayStatus, *, calls: list[float]) -> None:
        """End a refund that pends."""
        with self._written() as database:
            database.execute("UPDATE refunds SET status = ?, money_due = NULL WHERE id = ?", (to.value, id))
            _promise(database, "refund", id, to, calls)

    def money_due(self, now: float) -> tuple[list[str], list[str]]:
        """Payments and refunds whose money has been under way for long enough."""
        payments = self._database.execute("SELECT id FROM payments WHERE money_due <= ?", [now]).fetchall()
        refunds = self._database.execute("SELECT id FROM refunds WHERE money_due <= ?", [now]).fetchall()
        return [row["id"] for row in payments], [row["id"] for row in refunds]

    def calls_due(self, now: float) -> list[Call]:
        """What is to be told by now."""
        rows = self._database.execute("SELECT * FROM calls WHERE NOT taken AND due <= ? ORDER BY id", [now]).fetchall()
        return [
            Call(row["id"], row["kind"], row["subject"], GatewayStatus(row["status"]), row["attempts"]) for row in rows
        ]

    def next_due(self) -> float | None:
        """When there is something to do again."""
        row = self._database.execute(
            "SELECT min(due) AS due FROM (SELECT due FROM calls WHERE NOT taken UNION ALL "
            "SELECT money_due FROM payments UNION ALL SELECT money_due FROM refunds)"
        ).fetchone()
        due: float | None = row["due"]
        return due

    def taken(self, call: Call) -> None:
        self._database.execute("UPDATE calls SET taken = 1, attempts = attempts + 1 WHERE id = ?", [call.id])

    def put_off(self, call: Call, *, due: float) -> None:
        self._database.execute("UPDATE calls SET due = ?, attempts = attempts + 1 WHERE id = ?", (due, call.id))

    def ledger(self) -> dict[str, Any]:
        """What was taken and given back, in cents, in all and by payment."""
        rows = self._database.execute(
            "SELECT id, stamp, amount FROM payments WHERE status = 'OK' ORDER BY id"
        ).fetchall()
        payments = [
            {"stamp": row["stamp"], "captured": row["amount"], "refunded": self._refunded(row["id"])} for row in rows
        ]
        totals = {name: sum(one[name] for one in payments) for name in ("captured", "refunded")}
        return {**totals, "payments": payments}

    def _refunded(self, payment_id: str) -> int:
        """Done or under way."""
        row = self._database.execute(
            "SELECT coalesce(sum(amount), 0) AS amount FROM refunds WHERE payment_id = ? AND status <> 'FAIL'",
            [payment_id],
        ).fetchone()
        amount: int = row["amount"]
        return amount


def _promise(database: sqlite3.Connection, kind: str, subject: str, status: GatewayStatus, calls: list[float]) -> None:
    rows = [(kind, subject, status.value, due) for due in calls]
    database.executemany("INSERT INTO calls (kind, subject, status, due) VALUES (?, ?, ?, ?)", rows)


def _payment(row: sqlite3.Row) -> Payment:
    return Payment(
        row["id"], row["stamp"], row["amount"], row["reference"], GatewayStatus(row["status"]), json.loads(row["asked"])
    )


def _refund(row: sqlite3.Row) -> Refund:
    return Refund(
        row["id"], row["stamp"], row["payment_id"], row["amount"], GatewayStatus(row["status"]), row["callback_url"]
    )
