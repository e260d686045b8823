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


def key_reused() -> Conflict:
    """The key came with other arguments before."""
    return Conflict(Problem("IDEMPOTENCY_KEY_REUSED", "idempotencyKey", _REUSED))


def bad_key() -> Invalid:
    """What was given is no key."""
    return Invalid(Problem("IDEMPOTENCY_KEY_SHAPE", "idempotencyKey", _SHAPE))
