"""A mail server that wants a password is told it; one that cannot prove who it is is told nothing."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ahti.clock import SystemClock
from ahti.gateways.mail.carriers import NotNow
from ahti.gateways.mail.servers import SmtpServer, sender_of
from ahti.gateways.mail.smtp import SmtpCarrier
from harbors.notices.records import Message, MessageId, MessageKind, MessageStatus, Template
from harbors.text import Language
from tests import harbor_town
from tests.integration.notices.conftest import MailServer

# The server warns of what is right here: it stands for one on our own machine.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")

SENDER = sender_of("ahti@example.org")
MESSAGE = Message(
    id=MessageId(harbor_town.key("message", "1")),
    kind=MessageKind.MAIL,
    template=Template.DATA_ERASED,
    language=Language.FI,
    reference="K7M39-QXW4R",
    address="aino@example.org",
    person_id=None,
    figures={},
    status=MessageStatus.SENDING,
    attempts=1,
    last_error=None,
    created_at=datetime(2027, 2, 14, 12, tzinfo=UTC),
    sent_at=None,
)


@pytest.fixture
async def strict(mail_server: MailServer) -> AsyncIterator[str]:
    """Where a server listens that takes mail from one user only; it notes in the other what it takes."""

    def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
        return AuthResult(success=given == LoginPassword(b"ahti", b"s@lainen"), handled=False)

    def protocol() -> SMTP:
        return SMTP(
            mail_server,
            hostname="mail.example.org",
            auth_required=True,
            auth_require_tls=False,
            authenticator=authenticate,
            loop=asyncio.get_running_loop(),
        )

    async with await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0) as listening:
        yield f"127.0.0.1:{listening.sockets[0].getsockname()[1]}"


async def test_password_opens_the_server_and_another_does_not(strict: str, mail_server: MailServer) -> None:
    with pytest.raises(NotNow, match="SMTPAuthenticationError"):
        await SmtpCarrier(SmtpServer.of(f"smtp://ahti:wrong@{strict}"), SENDER).carry(MESSAGE)
    assert mail_server.taken == []
    await SmtpCarrier(SmtpServer.of(f"smtp://ahti:s%40lainen@{strict}"), SENDER).carry(MESSAGE)
    assert [envelope.rcpt_tos for envelope in mail_server.taken] == [["aino@example.org"]]


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate that nobody vouches for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = SystemClock().now()
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (file := tmp_path / "server.pem").write_bytes(pem + signed.public_bytes(serialization.Encoding.PEM))
    return file


async def test_server_whose_certificate_nobody_vouches_for_gets_no_password_and_no_mail(
    mail_server: MailServer, certificate: Path
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    loop = asyncio.get_running_loop()
    async with await loop.create_server(mail_server.protocol, "127.0.0.1", 0, ssl=context) as listening:
        port = listening.sockets[0].getsockname()[1]
        server = SmtpServer.of(f"smtps://ahti:salainen@localhost:{port}")
        with pytest.raises(NotNow, match="certificate verify failed"):
            await SmtpCarrier(server, SENDER).carry(MESSAGE)
    assert mail_server.taken == []
