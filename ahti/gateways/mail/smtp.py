"""Knows how a message is given to an SMTP server, and what its answers mean."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime
from typing import Self
from urllib.parse import unquote, urlsplit

import aiosmtplib
from pydantic import SecretStr

from ahti.gateways.mail.carriers import Never, NotNow
from ahti.gateways.mail.rendering import render
from harbors.notices.records import Message

_SECONDS_A_STEP = 15.0
_SECONDS = 60.0
_FINAL = 500
_PORTS = {"smtp": 25, "smtps": 465}
_OURSELVES = ("localhost", "127.0.0.1", "::1")
_FAILURES = (aiosmtplib.SMTPException, OSError, TimeoutError)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """Where mail is given to; with a password only under TLS, unless the server is this machine's own."""

    host: str
    port: int
    tls: bool
    username: str | None
    password: SecretStr | None

    @classmethod
    def of(cls, url: str) -> Self:
        """From ``smtp://user:password@host:port`` or ``smtps://...``. Raises ``ValueError``."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("must be like smtp://user:password@host:port or smtps://...")
        return cls(
            host=parts.hostname,
            port=parts.port or _PORTS[parts.scheme],
            tls=parts.scheme == "smtps",
            username=unquote(parts.username) if parts.username else None,
            password=SecretStr(unquote(parts.password)) if parts.password else None,
        )

    def client(self) -> aiosmtplib.SMTP:
        """A connection that is not open yet."""
        return aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            use_tls=self.tls,
            start_tls=self._starts_tls,
            username=self.username,
            password=self.password.get_secret_value() if self.password else None,
            timeout=_SECONDS_A_STEP,
        )

    @property
    def _starts_tls(self) -> bool | None:
        """Whether the connection becomes one under TLS; ``None``: if the server can."""
        if self.tls or self.host in _OURSELVES:
            return False
        return True if self.username else None


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
        client = self.server.client()
        await client.connect()
        try:
            _, said = await client.send_message(mail)
            # The server has it: whatever happens while we say goodbye changes nothing.
            with suppress(*_FAILURES):
                await client.quit()
            return said
        finally:
            client.close()


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
    mail["Content-Language"] = message.language
    mail.set_content(rendered.text)
    mail.add_alternative(rendered.html, subtype="html")
    mail.set_boundary(f"=_ahti_{message.id.hex}")
    return mail


def _spelled(address: str) -> str:
    """The address with its domain as DNS has it: no mail server has to know umlauts for that."""
    local_part, _, domain = address.rpartition("@")
    return f"{local_part}@{domain.encode('idna').decode('ascii')}"


def sender_of(text: str) -> Address:
    """From ``Ahti <ahti@example.org>`` or the address alone. Raises ``ValueError``."""
    mail = EmailMessage(policy=SMTP_POLICY)
    mail["From"] = text
    named: tuple[Address, ...] = mail["From"].addresses
    if len(named) != 1 or not named[0].username or not named[0].domain:
        raise ValueError("must be like Ahti <ahti@example.org>")
    return named[0]


def _answer(refusal: aiosmtplib.SMTPException) -> tuple[int, str]:
    match refusal:
        case aiosmtplib.SMTPRecipientsRefused():
            return refusal.recipients[0].code, refusal.recipients[0].message
        case aiosmtplib.SMTPResponseException():
            return refusal.code, refusal.message
    return _FINAL, refusal.message
