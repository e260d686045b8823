"""Knows how a message is given to an SMTP server, and what its answers mean."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime

import aiosmtplib

from ahti.gateways.mail.carriers import Never, NotNow
from ahti.gateways.mail.rendering import render
from ahti.gateways.mail.servers import SmtpServer
from harbors.notices.records import Message

_SECONDS_A_STEP = 15.0
_SECONDS = 60.0
_FINAL = 500
_FAILURES = (aiosmtplib.SMTPException, OSError, TimeoutError)


@dataclass(frozen=True, slots=True)
class SmtpCarrier:
    """Gives mail to one server, from one sender."""

    server: SmtpServer
    sender: Address

    async def carry(self, message: Message) -> str | None:
        """What the server said when it took the message. Raises ``NotNow`` or ``Never``."""
        try:
            async with asyncio.timeout(_SECONDS):
                return await self._give(compose(message, sender=self.sender))
        except (aiosmtplib.SMTPRecipientsRefused, aiosmtplib.SMTPDataError, aiosmtplib.SMTPNotSupported) as refusal:
            code, said = _answer(refusal)
            raise (Never if code >= _FINAL else NotNow)(f"{code} {said}", address=message.address) from None
        except _FAILURES as failure:
            raise NotNow(f"{type(failure).__name__}: {failure}", address=message.address) from None

    async def _give(self, mail: EmailMessage) -> str:
        client = _client(self.server)
        await client.connect()
        try:
            _, said = await client.send_message(mail)
            # The server has it: whatever happens while we say goodbye changes nothing.
            with suppress(*_FAILURES):
                await client.quit()
            return said
        finally:
            client.close()


def _client(server: SmtpServer) -> aiosmtplib.SMTP:
    """A connection that is not open yet."""
    return aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        use_tls=server.tls,
        start_tls=server.starts_tls,
        username=server.username,
        password=server.password.get_secret_value() if server.password else None,
        timeout=_SECONDS_A_STEP,
    )


def compose(message: Message, *, sender: Address) -> EmailMessage:
    """The mail, the same to the last byte however often the message is sent."""
    rendered = render(message)
    mail = EmailMessage(policy=SMTP_POLICY)
    mail["From"] = sender
    mail["To"] = _spelled(message.address or "")
    mail["Subject"] = rendered.subject
    mail["Date"] = format_datetime(message.created_at)
    mail["Message-ID"] = f"<{message.id.hex}.ahti@{sender.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(rendered.text)
    mail.add_alternative(rendered.html, subtype="html")
    mail.set_boundary(f"=_ahti_{message.id.hex}")
    mail["Content-Language"] = message.language
    return mail


def _spelled(address: str) -> str:
    """The address with its domain as DNS has it: no mail server has to know umlauts for that. Raises ``Never``."""
    local_part, _, domain = address.rpartition("@")
    try:
        return f"{local_part}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        raise Never("no name in DNS can be spelled like that of the address", address=address) from None


def _answer(refusal: aiosmtplib.SMTPException) -> tuple[int, str]:
    match refusal:
        case aiosmtplib.SMTPRecipientsRefused():
            return refusal.recipients[0].code, refusal.recipients[0].message
        case aiosmtplib.SMTPResponseException():
            return refusal.code, refusal.message
    return _FINAL, refusal.message
