"""Acts of ``ahti payments``: a provider's account and books, what its bank tells, and the journal of it all."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ahti.account_files import FIELDS, read_accounts
from ahti.chance import SystemChance
from ahti.clock import SystemClock
from ahti.commandline.acts import add_act, as_json, in_words
from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.gateways.banks.camt import StatementUnreadable, read_credits
from ahti.refusal import OperatorError
from ahti.running import migrated_database
from ahti.settings import Settings
from harbors.access.commands import act_as_system
from harbors.books.journals import as_journal
from harbors.books.reads import journal_of, tell_accounts
from harbors.errors import HarborError
from harbors.invoices.commands import name_payee
from harbors.invoices.rules import PayeeForm
from harbors.places.records import ProviderId
from harbors.providers.reads import all_providers
from harbors.sql import Connection
from harbors.statements.commands import take_credit
from harbors.statements.records import Credit, Outcome

_PAYEE = {
    "--name": "as banks know it, at most 70 characters",
    "--iban": "the account",
    "--bic": "its bank",
    "--business-id": "the business id",
    "--street-address": "where it is",
    "--zip-code": "likewise",
    "--city": "likewise",
}
_REQUIRED = frozenset({"--name", "--iban", "--bic"})


class BooksRefused(OperatorError):
    """What was asked for cannot be; the message names what is wrong."""


def add_books(acts: Any) -> list[ArgumentParser]:
    """Adds the parsers of the acts: each takes settings."""
    payee = add_act(acts, "payee", _payee, "tell whom the invoices of a provider name and pay from now on", run=run)
    _of_provider(payee)
    for option, text in _PAYEE.items():
        payee.add_argument(option, metavar="TEXT", required=option in _REQUIRED, help=text)
    payee.add_argument("--no-invoicing", action="store_true", help="tenants may not ask to pay by transfer")
    accounts = add_act(acts, "accounts", _accounts, "tell the accounts of a provider's books anew", run=run)
    accounts.epilog = f"Columns: {', '.join(FIELDS)}."
    accounts.add_argument("file", metavar="FILE", type=Path, help="CSV, UTF-8, with a header")
    _of_provider(accounts)
    take = add_act(acts, "import-statement", _take, "take what a bank says came (camt.053 or camt.054)", run=run)
    take.add_argument("file", metavar="FILE", type=Path, help="the XML file as the bank gave it")
    journal = add_act(acts, "journal", _journal, "write the journal of a provider as CSV", run=run)
    _of_provider(journal)
    journal.add_argument("--from", dest="first", type=date.fromisoformat, required=True, metavar="DAY")
    journal.add_argument(
        "--to", dest="last", type=date.fromisoformat, required=True, metavar="DAY", help="the last day"
    )
    return [payee, accounts, take, journal]


def run(arguments: Namespace, settings: Settings) -> int:
    with migrated_database(settings) as url:
        try:
            answer, code = asyncio.run(_acted(url, arguments))
        except HarborError as refusal:
            raise BooksRefused(in_words(refusal)) from None
    sys.stdout.write(answer)
    return code


async def _acted(url: str, arguments: Namespace) -> tuple[str, int]:
    async with Database.open(url, size=1, refusals=REFUSALS) as database:
        answer: tuple[str, int] = await arguments.act(database, arguments)
        return answer


async def _payee(database: Database, arguments: Namespace) -> tuple[str, int]:
    told = {name: getattr(arguments, name) for name in (option[2:].replace("-", "_") for option in _PAYEE)}
    form = PayeeForm(**told, invoicing=not arguments.no_invoicing)
    async with database.unit_of_work() as connection:
        provider_id = await _provider(connection, arguments)
        payee = await name_payee(
            connection, form, provider_id=provider_id, now=SystemClock().now(), chance=SystemChance()
        )
    return as_json({"name": payee.name, "iban": payee.iban, "bic": payee.bic, "invoicing": payee.invoicing}), 0


async def _accounts(database: Database, arguments: Namespace) -> tuple[str, int]:
    accounts = read_accounts(arguments.file)
    async with database.unit_of_work() as connection:
        await tell_accounts(connection, accounts, provider_id=await _provider(connection, arguments))
    return as_json({"accounts": len(accounts)}), 0


async def _take(database: Database, arguments: Namespace) -> tuple[str, int]:
    """1 where people have to look at something."""
    try:
        credits = read_credits(arguments.file.read_bytes())
    except (OSError, StatementUnreadable) as error:
        raise BooksRefused(f"{arguments.file}: {error}") from None
    report: dict[str, list[Mapping[str, str | None]]] = {name: [] for name in ("duplicates", *map(str.lower, Outcome))}
    for credit in credits:
        async with database.unit_of_work() as connection:
            outcome = await take_credit(connection, credit, now=SystemClock().now(), chance=SystemChance())
        report["duplicates" if outcome is None else outcome.lower()].append(_told(credit))
    return as_json(report), int(bool(report["unmatched"] or report["wrong_amount"]))


async def _journal(database: Database, arguments: Namespace) -> tuple[str, int]:
    async with database.unit_of_work() as connection:
        provider_id = await _provider(connection, arguments)
        vouchers = await journal_of(connection, provider_id, first=arguments.first, last=arguments.last)
    return as_journal(vouchers), 0


def _of_provider(parser: ArgumentParser) -> None:
    parser.add_argument("--provider", required=True, metavar="ID", help="the id that `ahti provider list` shows")


async def _provider(connection: Connection, arguments: Namespace) -> ProviderId:
    """The provider that is named; acts as the system from now on."""
    known = {str(id): id for id, _, _ in await all_providers(connection)}
    if arguments.provider not in known:
        raise BooksRefused(f"--provider: there is no {arguments.provider}: see `ahti provider list`")
    await act_as_system(connection)
    return ProviderId(known[arguments.provider])


def _told(credit: Credit) -> Mapping[str, str | None]:
    return {
        "archiveId": credit.archive_id,
        "bookedOn": credit.booked_on.isoformat(),
        "amount": str(credit.amount),
        "reference": credit.reference,
        "iban": credit.iban,
    }
