"""Knows the words for a key that cannot stand for a request."""

from harbors.errors import Conflict, Invalid, Problem
from harbors.text import Translated

_REUSED = Translated(
    fi="Avainta on jo käytetty toiseen pyyntöön: anna jokaiselle pyynnölle oma avain.",
    sv="Nyckeln har redan använts för en annan begäran: ge varje begäran en egen nyckel.",
    en="This key was used for another request: give each request a key of its own.",
)
_SHAPE = Translated(
    fi="Avaimessa on 1–200 merkkiä.", sv="Nyckeln har 1–200 tecken.", en="A key has 1 to 200 characters."
)


class KeyReused(Conflict):
    """The key stands for another request."""


class NoKey(Invalid):
    """What was given cannot be a key."""


def key_reused() -> KeyReused:
    """The key came with other arguments before."""
    return KeyReused(Problem("IDEMPOTENCY_KEY_REUSED", "idempotencyKey", _REUSED))


def bad_key() -> NoKey:
    """What was given is no key."""
    return NoKey(Problem("IDEMPOTENCY_KEY_SHAPE", "idempotencyKey", _SHAPE))
