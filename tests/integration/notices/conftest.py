"""A mail server that does as it is told, and an SMS gateway of the same kind."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from ahti.gateways.mail.carriers import Carriers
from ahti.gateways.mail.servers import SmtpServer, sender_of
from ahti.gateways.mail.smtp import SmtpCarrier
from tests.integration.jobs.conftest import superuser, working

__all__ = ["superuser", "working"]

TAKEN = "250 Ok: queued as 4711"


# Without slots: aiosmtpd looks at all members, and early 3.11 trips over the weak reference of a slotted dataclass.
@dataclass
class MailServer:
    """A real SMTP server on a local port. ``rcpt`` and ``data`` are what it answers next; then it takes everything.

    ``HANG`` answers nothing, ``DROP`` cuts the connection, ``TAKE_AND_DROP`` does so after it has taken the mail.
    """

    port: int = 0
    taken: list[Envelope] = field(default_factory=list)
    rcpt: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    connections: int = 0

    async def handle_RCPT(  # noqa: N802 aiosmtpd calls it so
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.rcpt.pop(0) if self.rcpt else "250 Ok"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return await self._act(server, answer)

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 aiosmtpd calls it so
        answer = self.data.pop(0) if self.data else TAKEN
        if answer == TAKEN or answer == "TAKE_AND_DROP":
            self.taken.append(envelope)
        return await self._act(server, answer)

    async def _act(self, server: SMTP, answer: str) -> str:
        if answer == "HANG":
            await asyncio.Event().wait()
        if answer in ("DROP", "TAKE_AND_DROP"):
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return answer

    def protocol(self) -> SMTP:
        self.connections += 1
        return SMTP(self, enable_SMTPUTF8=True, hostname="mail.example.org", loop=asyncio.get_running_loop())

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def carrier(self) -> SmtpCarrier:
        return SmtpCarrier(SmtpServer.of(self.url), sender_of("Ahti <ahti@example.org>"))


@pytest.fixture
async def mail_server() -> AsyncIterator[MailServer]:
    server = MailServer()
    listening = await asyncio.get_running_loop().create_server(server.protocol, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    yield server
    listening.close()


@pytest.fixture
def carriers(mail_server: MailServer) -> Carriers:
    return Carriers(mail=mail_server.carrier)


@dataclass(slots=True)
class SmsGateway:
    """A real HTTP server that notes what is posted and answers with ``status``."""

    url: str = ""
    status: int = 200
    answer: Any = field(default_factory=lambda: {"id": "sms-1"})
    posts: list[tuple[dict[str, str], Any]] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().splitlines()
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        body = await reader.readexactly(int(headers["content-length"]))
        self.posts.append((headers, json.loads(body)))
        said = json.dumps(self.answer).encode()
        writer.write(b"HTTP/1.1 %d X\r\nlocation: /elsewhere\r\ncontent-length: %d\r\n\r\n" % (self.status, len(said)))
        writer.write(said)
        writer.close()
        await writer.wait_closed()


@pytest.fixture
async def sms_gateway() -> AsyncIterator[SmsGateway]:
    gateway = SmsGateway()
    async with await asyncio.start_server(gateway.serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        gateway.url = f"http://127.0.0.1:{port}/messages"
        yield gateway
