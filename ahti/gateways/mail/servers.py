"""Knows how an operator names a mail server and a sender."""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Annotated, Self
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr

_PORTS = {"smtp": 25, "smtps": 465}
_OURSELVES = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """Where mail is given to; a password goes only under TLS, unless the server is this machine's own."""

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

    @property
    def starts_tls(self) -> bool | None:
        """Whether a plain connection has to become one under TLS; ``None``: if the server can."""
        if self.tls or self.host in _OURSELVES:
            return False
        return True if self.username else None


def sender_of(text: str) -> Address:
    """From ``Ahti <ahti@example.org>`` or the address alone. Raises ``ValueError``."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = text
    named: tuple[Address, ...] = mail["From"].addresses
    if len(named) != 1 or not named[0].username or not named[0].domain:
        raise ValueError("must be like Ahti <ahti@example.org>")
    return named[0]


def _web_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must begin with https://")
    return text


def _server(text: object) -> object:
    return SmtpServer.of(text) if isinstance(text, str) else text


def _sender(text: str) -> str:
    sender_of(text)
    return text


# What settings are made of.
SmtpUrl = Annotated[SmtpServer, BeforeValidator(_server)]
Sender = Annotated[str, AfterValidator(_sender)]
GatewayUrl = Annotated[str, AfterValidator(_web_url)]
