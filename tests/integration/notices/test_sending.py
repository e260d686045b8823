"""Mail goes to a real server, whatever that does: once where it can be, and under the same name where it cannot."""

import asyncio
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

import pytest
from aiosmtpd.smtp import Envelope
from pydantic import SecretStr

from ahti.chance import SystemChance
from ahti.clock import SystemClock
from ahti.db import Database
from ahti.gateways.mail.carriers import Carriers
from ahti.gateways.mail.servers import SmtpServer, sender_of
from ahti.gateways.mail.sms import HttpSmsCarrier
from ahti.gateways.mail.smtp import SmtpCarrier
from ahti.worker.handlers import HANDLERS
from harbors.errors import Invalid
from harbors.notices.commands import notify
from harbors.notices.records import MessageKind, Recipient, Template
from harbors.notices.rules import MOST_AN_HOUR
from harbors.text import Language
from tests.integration.jobs.conftest import NOTHING_LEFT, Working, until
from tests.integration.notices.conftest import MailServer, SmsGateway

AINO = Recipient(address="aino@example.org", language=Language.FI)
LINK = "https://ahti.example.org/confirm#0123456789abcdef"
CONFIRM = {"application": "K7M39-QXW4R", "link": LINK, "until": "1.3.2027"}
_MESSAGE = """
    SELECT status, attempts, last_error, provider_message_id, sent_at IS NOT NULL AS sent, figures::text, id
    FROM messages
"""

_REASONS = "SELECT traceback ->> 'message' AS said FROM pgqueuer_log WHERE traceback IS NOT NULL"


async def tell(database: Database, recipient: Recipient = AINO, *, key: str = "confirm K7M39-QXW4R") -> None:
    async with database.unit_of_work() as connection:
        await notify(
            connection,
            recipient,
            Template.APPLICATION_CONFIRM,
            CONFIRM,
            key=key,
            now=SystemClock().now(),
            chance=SystemChance(),
        )


def read(envelope: Envelope) -> EmailMessage:
    return message_from_bytes(cast(bytes, envelope.content), policy=default)


async def message(superuser: Any) -> dict[str, Any]:
    return dict(await superuser.fetchrow(_MESSAGE))


async def test_message_is_mailed_as_text_and_html_and_noted_as_sent(
    database: Database, working: Working, superuser: Any, mail_server: MailServer, carriers: Carriers
) -> None:
    async with working(HANDLERS, carriers=carriers):
        await tell(database)
        await until(superuser, NOTHING_LEFT)
    [envelope] = mail_server.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == ("ahti@example.org", ["aino@example.org"])
    mail = read(envelope)
    assert (mail["From"], mail["To"]) == ("Ahti <ahti@example.org>", "aino@example.org")
    assert mail["Subject"] == "Vahvista hakemuksesi K7M39-QXW4R"
    for kind in ("plain", "html"):
        part = mail.get_body((kind,))
        assert part is not None
        assert LINK in part.get_content()
    noted = await message(superuser)
    assert (noted["status"], noted["attempts"], noted["sent"]) == ("SENT", 1, True)
    assert "4711" in noted["provider_message_id"]
    assert mail["Message-ID"] == f"<{noted['id'].hex}.ahti@example.org>"


async def test_link_that_is_a_key_is_not_kept_once_it_is_sent(
    database: Database, working: Working, superuser: Any, carriers: Carriers
) -> None:
    await tell(database)
    assert LINK in (await message(superuser))["figures"]
    async with working(HANDLERS, carriers=carriers):
        await until(superuser, NOTHING_LEFT)
    assert LINK not in (await message(superuser))["figures"]


async def test_same_thing_is_told_once_however_often_it_is_said(
    database: Database, working: Working, superuser: Any, mail_server: MailServer, carriers: Carriers
) -> None:
    async with working(HANDLERS, carriers=carriers):
        await asyncio.gather(*(tell(database) for _ in range(8)))
        await until(superuser, NOTHING_LEFT)
        await tell(database)
        await tell(database, key="another thing")
        await until(superuser, "count(*) = 2 FROM messages WHERE status = 'SENT'")
    assert len(mail_server.taken) == 2


@pytest.mark.parametrize(
    ("step", "answer", "said"),
    [
        ("rcpt", "451 aino@example.org: try later", "NotNow: 451 the address: try later"),
        ("data", "452 no room", "NotNow: 452 no room"),
        ("rcpt", "DROP", "NotNow: SMTPServerDisconnected"),
        ("data", "DROP", "NotNow: SMTPServerDisconnected"),
    ],
)
async def test_server_that_cannot_now_is_asked_again(
    database: Database,
    working: Working,
    superuser: Any,
    mail_server: MailServer,
    carriers: Carriers,
    step: str,
    answer: str,
    said: str,
) -> None:
    getattr(mail_server, step).extend([answer, answer])
    async with working(HANDLERS, carriers=carriers):
        await tell(database)
        await until(superuser, NOTHING_LEFT)
    assert len(mail_server.taken) == 1
    noted = await message(superuser)
    assert (noted["status"], noted["attempts"], noted["last_error"]) == ("SENT", 3, None)
    reasons = await superuser.fetch(
        "SELECT traceback ->> 'message' AS said FROM pgqueuer_log WHERE traceback IS NOT NULL"
    )
    assert [row["said"].startswith(said) for row in reasons] == [True, True]


@pytest.mark.parametrize("step", ["rcpt", "data"])
async def test_server_that_never_will_is_not_asked_again(
    database: Database, working: Working, superuser: Any, mail_server: MailServer, carriers: Carriers, step: str
) -> None:
    getattr(mail_server, step).append("550 aino@example.org does not live here")
    async with working(HANDLERS, carriers=carriers):
        await tell(database)
        await until(superuser, NOTHING_LEFT)
    noted = await message(superuser)
    assert (noted["status"], noted["attempts"]) == ("REFUSED", 1)
    assert noted["last_error"] == "550 the address does not live here"
    assert (mail_server.taken, LINK in noted["figures"]) == ([], False)


async def test_mail_that_was_taken_before_the_connection_broke_comes_again_under_the_same_name(
    database: Database, working: Working, superuser: Any, mail_server: MailServer, carriers: Carriers
) -> None:
    mail_server.data.append("TAKE_AND_DROP")
    async with working(HANDLERS, carriers=carriers):
        await tell(database)
        await until(superuser, NOTHING_LEFT)
    first, second = (read(envelope) for envelope in mail_server.taken)
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()


async def test_server_that_says_nothing_is_left_after_a_while(
    database: Database,
    working: Working,
    superuser: Any,
    mail_server: MailServer,
    carriers: Carriers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ahti.gateways.mail.smtp._SECONDS", 0.3)
    mail_server.data.append("HANG")
    async with working(HANDLERS, carriers=carriers):
        await tell(database)
        await until(superuser, NOTHING_LEFT)
    assert (len(mail_server.taken), (await message(superuser))["attempts"]) == (1, 2)


async def test_ten_failures_hold_the_job_and_the_message_waits(
    database: Database, working: Working, superuser: Any, mail_server: MailServer, carriers: Carriers
) -> None:
    mail_server.rcpt.extend(["451 later"] * 10)
    async with working(HANDLERS, carriers=carriers):
        await tell(database)
        await until(superuser, "EXISTS (SELECT FROM pgqueuer WHERE status = 'failed')")
    noted = await message(superuser)
    assert (noted["status"], noted["attempts"], noted["last_error"]) == ("WAITING", 10, "451 later")


async def test_address_that_was_sent_a_lot_within_the_hour_waits_and_others_do_not(
    database: Database, working: Working, superuser: Any, mail_server: MailServer, carriers: Carriers
) -> None:
    for number in range(MOST_AN_HOUR):
        await tell(database, key=f"message {number}")
    async with working(HANDLERS, carriers=carriers):
        await until(superuser, NOTHING_LEFT)
        await tell(database, key="one too many")
        await tell(database, Recipient(address="eino@example.org", language=Language.FI), key="another's")
        await until(superuser, "NOT EXISTS (SELECT FROM pgqueuer WHERE status <> 'failed')")
        assert len(mail_server.taken) == MOST_AN_HOUR + 1
        [reason] = await superuser.fetch(f"{_REASONS} AND status = 'failed'")
        assert reason["said"] == f"AddressCrowded: the address was sent {MOST_AN_HOUR} messages within the hour"
        await superuser.execute(
            "UPDATE messages SET sent_at = sent_at - interval '61 minutes' WHERE sent_at IS NOT NULL"
        )
        await superuser.execute("UPDATE pgqueuer SET status = 'queued', attempts = 0")
        await until(superuser, NOTHING_LEFT)
    assert len(mail_server.taken) == MOST_AN_HOUR + 2


async def test_password_goes_to_no_server_elsewhere_without_tls() -> None:
    secret = SecretStr("salainen")
    elsewhere = SmtpServer(host="mail.example.org", port=25, tls=False, username="ahti", password=secret)
    assert elsewhere.starts_tls is True
    assert SmtpServer.of("smtps://ahti:salainen@mail.example.org").starts_tls is False
    assert SmtpServer.of("smtp://mail.example.org").starts_tls is None
    assert SmtpServer.of("smtp://localhost").starts_tls is False


async def test_mail_server_that_is_not_there_is_asked_again(
    database: Database, working: Working, superuser: Any, mail_server: MailServer
) -> None:
    nowhere = SmtpCarrier(SmtpServer.of("smtp://127.0.0.1:1"), sender_of("ahti@example.org"))
    async with working(HANDLERS, carriers=Carriers(mail=nowhere)):
        await tell(database)
        await until(superuser, "attempts >= 2 FROM messages")
    async with working(HANDLERS, carriers=Carriers(mail=mail_server.carrier)):
        await superuser.execute("UPDATE pgqueuer SET status = 'queued', attempts = 0")
        await until(superuser, NOTHING_LEFT)
    assert len(mail_server.taken) == 1


async def test_without_a_mail_server_mail_stays_in_the_outbox(
    database: Database, working: Working, superuser: Any
) -> None:
    async with working(HANDLERS):
        await tell(database)
        await until(superuser, NOTHING_LEFT)
    noted = await message(superuser)
    assert (noted["status"], LINK in noted["figures"]) == ("KEPT", True)


async def test_sms_is_posted_to_the_gateway(
    database: Database, working: Working, superuser: Any, sms_gateway: SmsGateway
) -> None:
    carrier = HttpSmsCarrier(url=sms_gateway.url, sender="Ahti", token=SecretStr("salainen"))
    async with working(HANDLERS, carriers=Carriers(sms=carrier)):
        await tell(database, Recipient(address="+358401234567", language=Language.SV, kind=MessageKind.SMS))
        await until(superuser, NOTHING_LEFT)
    [(headers, body)] = sms_gateway.posts
    noted = await message(superuser)
    assert (headers["authorization"], headers["idempotency-key"]) == ("Bearer salainen", noted["id"].hex)
    assert (body["from"], body["to"]) == ("Ahti", "+358401234567")
    assert body["text"] == f"Bekräfta ansökan om båtplats K7M39-QXW4R senast 1.3.2027: {LINK}"
    assert (noted["status"], noted["provider_message_id"]) == ("SENT", "sms-1")


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(400, "REFUSED"), (422, "REFUSED"), (401, "WAITING"), (429, "WAITING"), (500, "WAITING"), (302, "WAITING")],
)
async def test_what_the_gateway_answers_tells_whether_it_is_asked_again(
    database: Database, working: Working, superuser: Any, sms_gateway: SmsGateway, status: int, outcome: str
) -> None:
    sms_gateway.status = status
    carrier = HttpSmsCarrier(url=sms_gateway.url, sender="Ahti")
    async with working(HANDLERS, carriers=Carriers(sms=carrier)):
        await tell(database, Recipient(address="+358401234567", language=Language.SV, kind=MessageKind.SMS))
        await until(superuser, "NOT EXISTS (SELECT FROM pgqueuer WHERE status <> 'failed')")
    noted = await message(superuser)
    assert (noted["status"], noted["last_error"]) == (outcome, f"the SMS gateway answered {status}")
    assert len(sms_gateway.posts) == (1 if outcome == "REFUSED" else 10)


async def test_without_a_gateway_sms_is_refused_and_says_why(
    database: Database, working: Working, superuser: Any
) -> None:
    async with working(HANDLERS):
        await tell(database, Recipient(address="+358401234567", language=Language.EN, kind=MessageKind.SMS))
        await until(superuser, NOTHING_LEFT)
    noted = await message(superuser)
    assert noted["status"] == "REFUSED"
    assert noted["last_error"] == "no SMS gateway is set up: AHTI_SMS_URL says where it is"


async def test_bad_address_is_refused_before_anything_is_written(database: Database, superuser: Any) -> None:
    with pytest.raises(Invalid):
        await tell(database, Recipient(address="a@example.org\r\nBcc: b@example.org", language=Language.FI))
    assert await superuser.fetchval("SELECT count(*) FROM messages") == 0
