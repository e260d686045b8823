"""Knows how keys and arguments are hashed, and how an answer is kept so that only who has the key reads its secret."""

import json
from collections.abc import Mapping
from hashlib import sha256, shake_256
from typing import Any

from harbors.errors import Problem
from harbors.idempotency.records import Answer, Request
from harbors.idempotency.refusals import bad_key

KEY_LENGTHS = range(1, 201)


def check_key(key: str) -> None:
    """Raise ``Invalid`` for what cannot be a key."""
    if len(key) not in KEY_LENGTHS or not key.isprintable():
        raise bad_key()


def key_hash(request: Request) -> bytes:
    """All that is kept of a key."""
    return sha256(request.key.encode()).digest()


def argument_hash(request: Request) -> bytes:
    """The same for the same operation with the same arguments, in whatever order they came."""
    said = json.dumps([request.operation, request.arguments], sort_keys=True, separators=(",", ":"), default=str)
    return sha256(said.encode()).digest()


def write_answer(answer: Answer, request: Request) -> str:
    """The answer as JSON text, its secret sealed."""
    problems = [one.kept() for one in answer.problems]
    sealed = None if answer.secret is None else _mask(answer.secret.encode(), request).hex()
    return json.dumps({"facts": answer.facts, "sealed": sealed, "problems": problems})


def read_answer(text: str, request: Request) -> Answer:
    """The answer that ``write_answer`` wrote for the same request."""
    kept: Mapping[str, Any] = json.loads(text)
    sealed = kept["sealed"]
    return Answer(
        facts=kept["facts"],
        secret=None if sealed is None else _mask(bytes.fromhex(sealed), request).decode(),
        problems=tuple(Problem.from_kept(one) for one in kept["problems"]),
    )


def _mask(secret: bytes, request: Request) -> bytes:
    """The secret under a pad that only the key yields, and that no other request shares; applied twice, it is gone.

    The database keeps SHA-256 of the key alone, so whoever reads it is left with guessing keys: clients send a UUID.
    """
    pad = shake_256(b"ahti sealed answer" + argument_hash(request) + request.key.encode()).digest(len(secret))
    return bytes(one ^ other for one, other in zip(secret, pad, strict=True))
