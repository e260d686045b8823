"""Knows how tokens are signed, good ones and forged ones: from RFC 7515 and cryptography alone, without joserfc."""

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

Sign = Callable[[bytes], bytes]


def base64url(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def as_part(content: object) -> str:
    """A part of a token: an object as JSON, or bytes as they are."""
    return base64url(content if isinstance(content, bytes) else json.dumps(content, separators=(",", ":")).encode())


def compact(header: object, claims: object, sign: Sign) -> str:
    """A token of these parts, whatever they hold."""
    signed = f"{as_part(header)}.{as_part(claims)}"
    return f"{signed}.{base64url(sign(signed.encode()))}"


def with_secret(secret: bytes) -> Sign:
    """HS256, as a forger would use it."""
    return lambda message: hmac.digest(secret, message, hashlib.sha256)


@dataclass(frozen=True, slots=True)
class RsaSigner:
    """Signs as RS256 or PS256."""

    kid: str
    algorithm: str = "RS256"
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))

    def sign(self, message: bytes) -> bytes:
        if self.algorithm == "RS256":
            return self.key.sign(message, padding.PKCS1v15(), hashes.SHA256())
        return self.key.sign(message, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())

    def published(self) -> dict[str, str]:
        numbers = self.key.public_key().public_numbers()
        return {
            "kty": "RSA",
            "use": "sig",
            "kid": self.kid,
            "n": _number(numbers.n),
            "e": _number(numbers.e),
        }


@dataclass(frozen=True, slots=True)
class EcSigner:
    """Signs as ES256."""

    kid: str
    algorithm: str = "ES256"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def sign(self, message: bytes) -> bytes:
        r, s = decode_dss_signature(self.key.sign(message, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32) + s.to_bytes(32)

    def published(self) -> dict[str, str]:
        numbers = self.key.public_key().public_numbers()
        point = {"x": base64url(numbers.x.to_bytes(32)), "y": base64url(numbers.y.to_bytes(32))}
        return {"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.kid, **point}


@dataclass(frozen=True, slots=True)
class EdSigner:
    """Signs with Ed25519, under its old name or its new one."""

    kid: str
    algorithm: str = "EdDSA"
    key: ed25519.Ed25519PrivateKey = field(default_factory=ed25519.Ed25519PrivateKey.generate)

    def sign(self, message: bytes) -> bytes:
        return self.key.sign(message)

    def published(self) -> dict[str, str]:
        x = base64url(self.key.public_key().public_bytes_raw())
        return {"kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": self.kid, "x": x}


Signer = RsaSigner | EcSigner | EdSigner


def token(signer: Signer, claims: Mapping[str, Any], **headers: Any) -> str:
    """An honest token; ``headers`` stand beside, or instead of, those that it has."""
    header = {"alg": signer.algorithm, "kid": signer.kid, "typ": "JWT"} | headers
    return compact(header, dict(claims), signer.sign)


def _number(number: int) -> str:
    return base64url(number.to_bytes((number.bit_length() + 7) // 8))
