"""Knows how Paytrail and our own page sign what they send: an HMAC of sorted values and of the body."""

import hmac
from collections.abc import Mapping
from enum import StrEnum

from pydantic import SecretStr

# Headers and parameters of Paytrail that are signed begin so; the signature itself does not.
CHECKOUT = "checkout-"


class Algorithm(StrEnum):
    """The hashes that Paytrail knows."""

    SHA256 = "sha256"
    SHA512 = "sha512"


def sign(
    secret: SecretStr,
    values: Mapping[str, str],
    body: bytes = b"",
    *,
    algorithm: Algorithm = Algorithm.SHA256,
    prefix: str = CHECKOUT,
) -> str:
    """Lower-case hex over ``key:value`` of each value whose name begins with ``prefix``, sorted, and the body."""
    lines = [f"{name}:{values[name]}" for name in sorted(values) if name.startswith(prefix)]
    signed = "\n".join(lines).encode() + b"\n" + body
    return hmac.digest(secret.get_secret_value().encode(), signed, algorithm.value).hex()


def is_signed(
    secret: SecretStr,
    values: Mapping[str, str],
    body: bytes = b"",
    *,
    signature: str,
    algorithm: Algorithm = Algorithm.SHA256,
    prefix: str = CHECKOUT,
) -> bool:
    """Whether the signature holds. A value with a line break could pass for two values, and is never signed."""
    if any("\n" in text or "\r" in text or ":" in name for name, text in values.items() if name.startswith(prefix)):
        return False
    honest = sign(secret, values, body, algorithm=algorithm, prefix=prefix)
    return hmac.compare_digest(honest.encode(), signature.encode())
