"""Payments from the first mutation to the gateway and back, over real HTTP: early, late, repeated, lost and forged."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import orjson
import pytest

from ahti.cashier.hearing import hear_again, hear_call
from ahti.cashier.paying import Till, ask, begin
from ahti.cashier.reconciling import ask_gateways
from ahti.cashier.refunding import send_refund
from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.gateways.mail.carriers import Carriers
from ahti.service import open_service
from ahti.web.app import create_app
from ahti.worker.handlers import HANDLERS
from ahti.worker.running import Worker, working_beside
from ahti.worker.tasks import Tools
from harbors.access.commands import act_as_system
from harbors.access.records import NOBODY
from harbors.jobs.records import Job
from harbors.orders.records import Order
from harbors.payments.asking import put_asks
from harbors.payments.reconciling import reconcile
from harbors.payments.records import EventKind, Method, PaymentId, RefundId
from harbors.sql import Connection
from schema import ids
from schema.requests import Executor, GraphQLRequest, RequestFacts
from schema.root import build
from tests import harbor_town as at
from tests.cast import CAST
from tests.clocks import StoppedClock
from tests.integration.orders.conftest import line, opened
from tests.integration.payments.conftest import NOW
from tests.integration.payments.local_gateway import House, LocalGateway, signed
from tests.integration.web.local_server import listening
from tests.signed_in import CHANCE

SCHEMA = build()
TOKEN = "ab" * 32
START = """
    mutation Start($input: StartPaymentInput!) {
        startPayment(input: $input) { payment { id status href amount } errors { code field } }
    }
"""


@dataclass
class Quay:
    """The service with a gateway: ``api`` to ask it, ``site`` to call it, ``house`` to be the gateway."""

    database: Database
    house: House
    till: Till
    api: Executor
    site: httpx.AsyncClient
    now: datetime = NOW
    payments: list[str] = field(default_factory=list)

    async def ask(self, document: str, who: str = "nobody", **variables: object) -> Any:
        facts = RequestFacts("test", principal=CAST.get(who, NOBODY))
        return orjson.loads((await self.api.execute(GraphQLRequest(document, variables=variables), facts)).body)

    async def start(self, order: Order, who: str = "nobody", *, key: str | None = None, **told: str) -> Any:
        given = {
            "orderId": ids.encode("Order", order.id),
            "token": TOKEN,
            "method": "EMBEDDED",
            "returnUrl": f"{self.till.url}/orders",
            **told,
        }
        answer = await self.ask(START, who, input=given if key is None else given | {"idempotencyKey": key})
        return answer["data"]["startPayment"]

    def acting(self) -> AbstractAsyncContextManager[Connection]:
        return self.database.unit_of_work()

    async def call(self, what: str, query: dict[str, str]) -> httpx.Response:
        return await self.site.get(f"payments/embedded/{what}", params=query)

    async def rows(self, query: str, *args: object) -> list[tuple[Any, ...]]:
        async with self.database.unit_of_work() as connection:
            await act_as_system(connection)
            return [tuple(row.values()) for row in await connection.fetch(query, *args)]

    async def stands(self) -> list[tuple[Any, ...]]:
        return await self.rows(
            "SELECT one.status, payment.status FROM orders AS one LEFT JOIN payments AS payment "
            "ON payment.order_id = one.id ORDER BY payment.created_at, payment.status"
        )

    async def ask_gateway(self, id: str) -> None:
        await ask(self.till, PaymentId(UUID(id)), self.acting, self.acting)

    async def send_refunds(self) -> None:
        for (id,) in await self.rows("SELECT id FROM refunds"):
            await send_refund(self.till, RefundId(id), self.acting, self.acting)

    async def order(self) -> Order:
        return await opened(self.database, line(), token=TOKEN)

    async def started(self, order: Order) -> tuple[UUID, str]:
        """A payment whose gateway has answered: its id and its transaction."""
        answer = await self.start(order)
        _, id = ids.decode(answer["payment"]["id"])
        return id, f"t-{id}"


@pytest.fixture
async def quay(till: Database, town_url: str) -> AsyncIterator[Quay]:
    house = House()
    with listening(house.app) as address:
        async with httpx.AsyncClient(base_url=address) as client:
            gateways = {Method.EMBEDDED: LocalGateway(client)}
            async with open_service(
                town_url,
                schema=SCHEMA,
                clock=StoppedClock(NOW),
                refusals=REFUSALS,
                keeps_answers=False,
                gateways=gateways,
            ) as service:
                transport = httpx.ASGITransport(app=create_app(service))
                own = Till(gateways=gateways, clock=StoppedClock(NOW), chance=CHANCE, url="http://127.0.0.1:8000")
                async with httpx.AsyncClient(transport=transport, base_url=own.url) as site:
                    yield Quay(till, house, own, service.executor, site)


async def test_who_has_the_link_begins_to_pay_and_is_sent_to_the_gateway(quay: Quay) -> None:
    order = await quay.order()
    answer = await quay.start(order)
    _, id = ids.decode(answer["payment"]["id"])
    assert answer == {
        "payment": {
            "id": ids.encode("Payment", id),
            "status": "PENDING",
            "href": f"https://pay.example/t-{id}",
            "amount": "290.00",
        },
        "errors": [],
    }
    assert quay.house.payments[f"t-{id}"]["reference"] == order.reference


async def test_the_same_key_again_is_the_same_payment(quay: Quay) -> None:
    order = await quay.order()
    answers = [await quay.start(order, "victim", key="once") for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert len(quay.house.payments) == 1


async def test_a_gateway_that_was_down_is_asked_again_with_the_same_key_and_by_a_job(quay: Quay) -> None:
    order = await quay.order()
    quay.house.down = True
    first = await quay.start(order, "victim", key="once")
    assert (first["payment"]["status"], first["payment"]["href"]) == ("STARTED", None)
    quay.house.down = False
    again = await quay.start(order, "victim", key="once")
    assert (again["payment"]["id"], again["payment"]["status"]) == (first["payment"]["id"], "PENDING")


async def test_what_a_crash_left_between_is_completed_by_a_job_under_the_same_stamp(quay: Quay) -> None:
    order = await quay.order()
    quay.house.down = True
    answer = await quay.start(order)
    quay.house.down = False
    _, id = ids.decode(answer["payment"]["id"])
    async with quay.acting() as connection:
        await act_as_system(connection)
        assert await put_asks(connection, now=NOW) == 0
        assert await put_asks(connection, now=NOW + timedelta(minutes=1)) == 1
    await quay.ask_gateway(str(id))
    await begin(quay.till, PaymentId(id), quay.acting)
    assert list(quay.house.payments) == [f"t-{id}"]
    assert await quay.stands() == [("OPEN", "PENDING")]


async def test_a_gateway_that_says_no_leaves_a_failed_payment_and_an_open_order(quay: Quay) -> None:
    quay.house.refuses = True
    answer = await quay.start(await quay.order())
    assert answer["payment"]["status"] == "FAILED"
    assert await quay.stands() == [("OPEN", "FAILED")]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"token": "cd" * 32}, "ORDER_UNKNOWN"),
        ({"token": "'"}, "ORDER_UNKNOWN"),
        ({"returnUrl": "https://evil.example/"}, "RETURN_NOT_ALLOWED"),
        ({"method": "PAYTRAIL"}, "METHOD_NOT_OFFERED"),
        ({"method": "MANUAL"}, "METHOD_NOT_OFFERED"),
    ],
)
async def test_payments_that_nobody_may_begin(quay: Quay, told: dict[str, str], code: str) -> None:
    answer = await quay.start(await quay.order(), **told)
    assert ([one["code"] for one in answer["errors"]], answer["payment"]) == ([code], None)
    assert quay.house.payments == {}


async def test_behaviour_11_a_signed_callback_is_fetched_again_and_settles_once_however_often_it_comes(
    quay: Quay,
) -> None:
    """FIELD, behaviour 11."""
    _, transaction = await quay.started(await quay.order())
    call = quay.house.pays(transaction)
    answers = await asyncio.gather(*(quay.call("callback", call) for _ in range(4)))
    assert [answer.status_code for answer in answers] == [200] * 4
    assert await quay.stands() == [("PAID", "CAPTURED")]
    fetched = await quay.rows("SELECT outcome FROM payment_events WHERE kind = 'FETCHED' ORDER BY outcome")
    assert fetched == [("APPLIED",), ("REPEATED",), ("REPEATED",), ("REPEATED",)]
    [told] = {told for (told,) in await quay.rows("SELECT told::text FROM payment_events WHERE kind = 'CALLBACK'")}
    assert "signature" not in told and transaction in told


async def test_a_callback_alone_is_not_believed(quay: Quay) -> None:
    id, transaction = await quay.started(await quay.order())
    lie = signed(transaction=transaction, stamp=str(id), status="OK")
    assert (await quay.call("callback", lie)).status_code == 200
    assert await quay.stands() == [("OPEN", "PENDING")]


async def test_a_forged_callback_is_refused_and_not_kept(quay: Quay) -> None:
    id, transaction = await quay.started(await quay.order())
    quay.house.pays(transaction)
    forged = {"transaction": transaction, "stamp": str(id), "status": "OK", "signature": "00"}
    for what in ("callback", "return", "cancel", "refund-callback"):
        assert (await quay.call(what, forged)).status_code == 400, what
    assert await quay.rows("SELECT 1 FROM payment_events WHERE kind <> 'CREATED'") == []
    assert await quay.stands() == [("OPEN", "PENDING")]


async def test_a_callback_for_a_payment_that_is_not_ours_is_kept_as_unknown(quay: Quay) -> None:
    stranger = signed(transaction="t-9", stamp=str(UUID(int=9)), status="OK")
    assert (await quay.call("callback", stranger)).status_code == 200
    assert await quay.rows("SELECT kind, outcome, payment_id FROM payment_events") == [("CALLBACK", "UNKNOWN", None)]
    assert (await quay.call("return", stranger)).status_code == 404


async def test_a_callback_that_is_quicker_than_our_second_transaction_counts_and_the_answer_changes_nothing(
    quay: Quay,
) -> None:
    order = await quay.order()
    quay.house.down = True
    answer = await quay.start(order)
    quay.house.down = False
    _, id = ids.decode(answer["payment"]["id"])
    transaction = f"t-{id}"
    quay.house.payments[transaction] = {"stamp": str(id), "amount": "290.00", "reference": order.reference}
    await quay.call("callback", quay.house.pays(transaction))
    assert await quay.stands() == [("PAID", "CAPTURED")]
    await begin(quay.till, PaymentId(id), quay.acting)
    assert await quay.stands() == [("PAID", "CAPTURED")]


async def test_a_callback_that_never_comes_is_made_up_for_by_asking(quay: Quay) -> None:
    id, transaction = await quay.started(await quay.order())
    await quay.ask_gateway(str(id))
    [(asks, ask_at)] = await quay.rows("SELECT asks, ask_at FROM payments")
    assert (asks, ask_at) == (1, NOW + timedelta(minutes=1))
    quay.house.down = True
    await quay.ask_gateway(str(id))
    quay.house.down = False
    assert await quay.rows("SELECT asks, ask_at FROM payments") == [(2, NOW + timedelta(minutes=2))]
    quay.house.pays(transaction)
    await quay.ask_gateway(str(id))
    await quay.ask_gateway(str(id))
    assert await quay.stands() == [("PAID", "CAPTURED")]


async def test_a_callback_whose_gateway_is_down_is_promised_to_a_job(quay: Quay) -> None:
    id, transaction = await quay.started(await quay.order())
    call = quay.house.pays(transaction)
    quay.house.down = True
    assert (await quay.call("callback", call)).status_code == 200
    assert await quay.stands() == [("OPEN", "PENDING")]
    [(ids_,)] = await quay.rows("SELECT convert_from(payload, 'UTF8') FROM pgqueuer WHERE entrypoint = 'ASK_GATEWAY'")
    assert orjson.loads(ids_) == {"payment": str(id), "transaction": transaction}
    quay.house.down = False
    await hear_again(quay.till, PaymentId(id), transaction, Method.EMBEDDED, quay.acting)
    assert await quay.stands() == [("PAID", "CAPTURED")]


@pytest.mark.parametrize("told", [{"amount": "29.00"}, {"reference": "AAAAA-AAAAA"}, {"stamp": str(UUID(int=7))}])
async def test_what_the_gateway_tells_of_another_amount_or_order_is_kept_and_listed(
    quay: Quay, told: dict[str, str]
) -> None:
    id, transaction = await quay.started(await quay.order())
    quay.house.pays(transaction, **told)
    await quay.call("callback", signed(transaction=transaction, stamp=str(id), status="OK"))
    assert await quay.stands() == [("OPEN", "MISMATCHED")]
    async with quay.acting() as connection:
        report = await reconcile(connection, provider_id=None, now=NOW)
    assert [finding.kind for finding in report.findings] == ["MISMATCHED"]


async def test_the_payer_comes_back_to_where_the_payment_said_and_it_is_settled_by_then(quay: Quay) -> None:
    order = await quay.order()
    answer = await quay.start(order, returnUrl=f"{quay.till.url}/orders?from=mail")
    _, id = ids.decode(answer["payment"]["id"])
    back = await quay.call("return", quay.house.pays(f"t-{id}"))
    query = f"from=mail&payment={ids.encode('Payment', id)}&order={ids.encode('Order', order.id)}"
    assert (back.status_code, back.headers["location"]) == (303, f"{quay.till.url}/orders?{query}")
    assert await quay.stands() == [("PAID", "CAPTURED")]


async def test_who_gives_up_at_the_gateway_comes_back_too_and_may_try_again(quay: Quay) -> None:
    order = await quay.order()
    _, transaction = await quay.started(order)
    back = await quay.call("cancel", quay.house.pays(transaction, "FAIL"))
    assert back.status_code == 303
    _, other = await quay.started(order)
    await quay.call("callback", quay.house.pays(other))
    assert sorted(await quay.stands()) == [("PAID", "CAPTURED"), ("PAID", "FAILED")]


async def test_behaviour_11_who_pays_twice_gets_one_back_over_the_gateway_once(quay: Quay) -> None:
    """FIELD, behaviour 11."""
    order = await quay.order()
    transactions = [(await quay.started(order))[1] for _ in range(2)]
    for transaction in transactions:
        await quay.call("callback", quay.house.pays(transaction))
    quay.house.refund_status = "PENDING"
    await asyncio.gather(*(quay.send_refunds() for _ in range(3)))
    [(id, status)] = await quay.rows("SELECT id, status FROM refunds")
    assert (list(quay.house.refunds), status) == ([str(id)], "SENT")
    call = signed(stamp=str(id), status="OK")
    assert [(await quay.call("refund-callback", call)).status_code for _ in range(2)] == [200, 200]
    assert await quay.rows("SELECT status FROM refunds") == [("DONE",)]
    async with quay.acting() as connection:
        report = await reconcile(connection, provider_id=None, now=NOW)
    assert (report.findings, str(report.kept), str(report.refunded)) == ((), "290.00", "290.00")


async def test_a_refund_that_the_gateway_refuses_is_listed_and_paid_by_hand(quay: Quay) -> None:
    order = await quay.order()
    for transaction in [(await quay.started(order))[1] for _ in range(2)]:
        await quay.call("callback", quay.house.pays(transaction))
    quay.house.down = True
    await quay.send_refunds()
    assert await quay.rows("SELECT status FROM refunds") == [("SENT",)]
    quay.house.down, quay.house.refuses = False, True
    await quay.send_refunds()
    [(id, status, failure)] = await quay.rows("SELECT id, status, failure FROM refunds")
    assert (status, failure) == ("FAILED", "400")
    async with quay.acting() as connection:
        report = await reconcile(connection, provider_id=None, now=NOW)
    assert [finding.kind for finding in report.findings] == ["REFUND_FAILED"]
    shown = "order { refunds { status } }"
    noted = f"mutation N($input: NoteRefundPaidInput!) {{ noteRefundPaid(input: $input) {{ {shown} }} }}"
    given = {"refundId": ids.encode("Refund", id), "note": "Transferred on 20 February."}
    answer = await quay.ask(noted, "clerk", input=given)
    assert answer["data"]["noteRefundPaid"]["order"] == {"refunds": [{"status": "DONE"}]}


async def test_the_gateway_is_asked_whether_it_says_otherwise(quay: Quay) -> None:
    _, transaction = await quay.started(await quay.order())
    await quay.call("callback", quay.house.pays(transaction))
    assert await ask_gateways(quay.till, None, quay.acting) == []
    quay.house.pays(transaction, "FAIL")
    assert [finding.kind for finding in await ask_gateways(quay.till, None, quay.acting)] == ["GATEWAY_OTHERWISE"]


async def test_calls_are_heard_though_nobody_looks_at_what_comes_of_them(quay: Quay) -> None:
    _, transaction = await quay.started(await quay.order())
    query = quay.house.pays(transaction)
    heard = await hear_call(quay.till, Method.EMBEDDED, EventKind.CALLBACK, query, quay.acting)
    assert heard is not None and heard.status == "CAPTURED"


SEEN = """
    query Seen($id: ID!, $token: String) {
        order(id: $id, token: $token) {
            reference status total { ...money } paid { ...money } due { ...money } payerName
            lines { number kind text amount vatRate vatAmount }
            payments { method status amount }
            refunds { amount }
        }
    }
    fragment money on Money { amount currency vatRate vatAmount }
"""


def money(amount: str, vat: str) -> dict[str, str]:
    """An amount at the rate of berths, as it is told."""
    return {"amount": amount, "currency": "EUR", "vatRate": "25.50", "vatAmount": vat}


async def test_behaviour_12_an_order_is_seen_by_who_pays_by_the_link_and_by_clerks_of_its_provider(quay: Quay) -> None:
    """FIELD, behaviour 12, for orders."""
    order = await quay.order()
    _, transaction = await quay.started(order)
    await quay.call("callback", quay.house.pays(transaction))
    seen = {
        "reference": order.reference,
        "status": "PAID",
        "total": money("290.00", "58.92"),
        "paid": money("290.00", "58.92"),
        "due": money("0.00", "0.00"),
        "payerName": "Vilma Uhri",
        "lines": [
            {
                "number": 1,
                "kind": "PLACE",
                "text": "Venepaikka A 1",
                "amount": "290.00",
                "vatRate": "25.50",
                "vatAmount": "58.92",
            }
        ],
        "payments": [{"method": "EMBEDDED", "status": "CAPTURED", "amount": "290.00"}],
        "refunds": [],
    }
    id = ids.encode("Order", order.id)
    for who, token in (("victim", None), ("clerk", None), ("nobody", TOKEN), ("stranger", TOKEN)):
        assert await quay.ask(SEEN, who, id=id, token=token) == {"data": {"order": seen}}, who
    for who, token in (("nobody", None), ("stranger", None), ("stranger's clerk", None), ("nobody", "f" * 64)):
        assert await quay.ask(SEEN, who, id=id, token=token) == {"data": {"order": None}}, who


async def test_clerks_list_who_has_not_paid_note_money_change_prices_and_take_orders_back(quay: Quay) -> None:
    order = await quay.order()
    id, club = ids.encode("Order", order.id), ids.encode("Provider", at.CLUB)

    async def do(name: str, who: str = "clerk", **input: object) -> Any:
        type_name = f"{name[0].upper()}{name[1:]}Input"
        document = (
            f"mutation Do($input: {type_name}!) {{ {name}(input: $input) {{ errors {{ code }} order {{ status "
            "total { amount } paid { amount } due { amount vatAmount } "
            "refunds { amount reason status } lines { reason } } } }"
        )
        answer = await quay.ask(document, who, input={"orderId": id, **input})
        return answer["errors"][0]["extensions"]["code"] if "errors" in answer else answer["data"][name]

    listed = "query L($id: ID!, $filter: OrderFilter) { provider(id: $id) { orders(filter: $filter) { totalCount } } }"

    async def count(**filter: object) -> int:
        answer = await quay.ask(listed, "clerk", id=club, filter=filter)
        return int(answer["data"]["provider"]["orders"]["totalCount"])

    unpaid = (NOW + timedelta(days=1)).isoformat()
    assert (await count(unpaidSince=unpaid), await count(statuses=["PAID"])) == (1, 0)
    assert await do("notePayment", "stranger's clerk", amount="290.00", receipt="1") == "FORBIDDEN"
    assert (await do("addOrderLine", amount="-0.001", reason="No."))["errors"] == [{"code": "AMOUNT_WRONG"}]
    assert (await do("addOrderLine", amount="-10", reason=" "))["errors"] == [{"code": "REASON_UNFIT"}]
    assert (await do("addOrderLine", amount="-10", reason="x", lineNumber=9))["errors"] == [{"code": "LINE_UNKNOWN"}]
    noted = await do("notePayment", amount="290.00", receipt="R-1")
    assert noted["order"]["status"] == "PAID"
    again = await do("notePayment", amount="290.00", receipt="R-1")
    assert (again["order"]["paid"]["amount"], again["order"]["refunds"]) == ("290.00", [])
    lower = await do("addOrderLine", amount="-40.00", reason="The power is out.")
    assert (lower["order"]["total"], lower["order"]["paid"]) == ({"amount": "250.00"}, {"amount": "250.00"})
    assert lower["order"]["lines"][1] == {"reason": "The power is out."}
    dearer = await do("addOrderLine", amount="1.00", reason="More.")
    assert dearer == {"errors": [{"code": "PRICE_ABOVE_PAID"}], "order": None}
    gone = await do("cancelOrder", reason="Sold.")
    nothing = {"amount": "0.00", "vatAmount": "0.00"}
    assert (gone["order"]["status"], gone["order"]["paid"]["amount"], gone["order"]["due"]) == (
        "CANCELLED",
        "0.00",
        nothing,
    )
    assert sorted(one["amount"] for one in gone["order"]["refunds"]) == ["250.00", "40.00"]
    assert (await count(unpaidSince=unpaid), await count(statuses=["CANCELLED"])) == (0, 1)


async def test_behaviour_12_a_boater_lists_the_own_orders_and_nobody_elses(quay: Quay) -> None:
    """FIELD, behaviour 12, for orders."""
    order = await quay.order()
    own = "{ me { orders { nodes { reference total { amount } } } person { orders { totalCount } } } }"
    mine = (await quay.ask(own, "victim"))["data"]["me"]
    assert mine["orders"]["nodes"] == [{"reference": order.reference, "total": {"amount": "290.00"}}]
    assert mine["person"]["orders"]["totalCount"] == 1
    assert (await quay.ask(own, "stranger"))["data"]["me"]["orders"]["nodes"] == []


async def test_a_worker_asks_for_lost_payments_and_sends_what_is_owed(quay: Quay, town_url: str) -> None:
    order = await quay.order()
    started = [await quay.started(order) for _ in range(2)]
    for _, transaction in started:
        quay.house.pays(transaction)
    async with quay.acting() as connection:
        await act_as_system(connection)
        assert await put_asks(connection, now=NOW + timedelta(minutes=1)) == 2
    tools = Tools(
        database=quay.database,
        clock=StoppedClock(NOW),
        chance=CHANCE,
        carriers=Carriers(),
        gateways=quay.till.gateways,
    )
    jobs = (Job.ASK_GATEWAY, Job.SEND_REFUND, Job.SEND_MESSAGE)
    worker = Worker(town_url, tools, handlers={job: HANDLERS[job] for job in jobs})
    worker.rounds.timetable = {}
    async with working_beside(worker), asyncio.timeout(30):
        while await quay.rows("SELECT FROM pgqueuer"):
            await quay.rows("SELECT pg_sleep(0.02)")  # the worker asks: it is looked at again
    assert await quay.stands() == [("PAID", "CAPTURED"), ("PAID", "CAPTURED")]
    assert await quay.rows("SELECT amount::text, status FROM refunds") == [("290.00", "DONE")]
