"""Knows how a transfer that a bank tells of meets its order, once, whoever tells of it how often."""

from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.chance import Chance, draw_id
from harbors.payments.reads import balance_of
from harbors.payments.records import Method, Received
from harbors.settlements.commands import Fulfilments, receive
from harbors.settlements.fulfilments import FULFILMENTS
from harbors.sql import Connection, Row, Statements
from harbors.statements.records import Credit, Outcome
from harbors.statements.refusals import account_unknown

STATEMENTS = Statements(__package__)


async def take_credit(
    connection: Connection, credit: Credit, *, now: datetime, chance: Chance, fulfilments: Fulfilments = FULFILMENTS
) -> Outcome | None:
    """Take a transfer for the order of its reference; ``None``: it was taken before. Raises ``NotFound``.

    Another amount than is due is taken all the same: what is too much goes back, what is too little waits for the rest.
    Of whom we know nothing is kept for people. Acts as the system: a transaction each, since each holds its order.
    """
    await act_as_system(connection)
    found = await _invoice(connection, credit)
    id = await _keep(connection, credit, found, now=now, chance=chance)
    if id is None:
        return None
    if found is None:
        return Outcome.UNMATCHED
    due = (await balance_of(connection, found["order_id"])).due
    received = Received(
        order_id=found["order_id"],
        method=Method.BANK,
        amount=credit.amount,
        transaction_id=f"{credit.iban} {credit.archive_id}",
    )
    payment = await receive(connection, received, now=now, chance=chance, fulfilments=fulfilments)
    outcome = Outcome.MATCHED if due == credit.amount else Outcome.WRONG_AMOUNT
    await STATEMENTS.match_credit.run(connection, id=id, outcome=outcome, invoice_id=found["id"], payment_id=payment.id)
    return outcome


async def _invoice(connection: Connection, credit: Credit) -> Row | None:
    return await STATEMENTS.invoice_of_reference.row(connection, reference=credit.reference, iban=credit.iban)


async def _keep(
    connection: Connection, credit: Credit, found: Row | None, *, now: datetime, chance: Chance
) -> object | None:
    providers = await STATEMENTS.providers_with_iban.rows(connection, iban=credit.iban)
    if not providers:
        raise account_unknown(credit.iban)
    kept: object | None = await STATEMENTS.add_credit.value(
        connection,
        id=draw_id(chance),
        provider_id=providers[0]["provider_id"] if found is None else found["provider_id"],
        iban=credit.iban,
        archive_id=credit.archive_id,
        booked_on=credit.booked_on,
        amount=credit.amount,
        reference=credit.reference,
        now=now,
    )
    return kept
