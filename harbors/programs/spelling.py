"""Knows how secrets of programs are spelled: with a beginning that tells us, and who looks for leaks, what they are.

``ahti_key_<id>_<secret>_<checksum>``, where the checksum (CRC-32 of all before it) spares a scanner false alarms, and
us a look into the database.
"""

import re
from dataclasses import dataclass
from uuid import UUID
from zlib import crc32

from harbors.access.records import ApiKeyId
from harbors.chance import Chance, draw_token

ACCESS, REFRESH, KEY, CLIENT = "ahti_at_", "ahti_rt_", "ahti_key_", "ahti_cs_"
_OPAQUE = re.compile(r"ahti_(?:at|rt|cs)_[0-9a-f]{64}", re.ASCII)
_KEY = re.compile(r"(ahti_key_([0-9a-f]{32})_[0-9a-f]{64})_([0-9a-f]{8})", re.ASCII)


@dataclass(frozen=True, slots=True)
class ShownKey:
    """A key as it came: which one it claims to be, and the words of which the hash is kept."""

    id: ApiKeyId
    words: str


def is_ours(token: str) -> bool:
    """Whether a token is for us to judge, rather than for an issuer."""
    return token.startswith((ACCESS, KEY))


def draw_opaque(beginning: str, chance: Chance) -> str:
    """A secret that says nothing."""
    return beginning + draw_token(chance)


def is_opaque(token: str, beginning: str) -> bool:
    """Whether this could be a secret of that kind."""
    return token.startswith(beginning) and bool(_OPAQUE.fullmatch(token))


def spell_key(id: ApiKeyId, chance: Chance) -> str:
    """A key with a new secret."""
    words = f"{KEY}{id.hex}_{draw_token(chance)}"
    return f"{words}_{_checksum(words)}"


def read_key(token: str) -> ShownKey | None:
    """The key; ``None`` where it was mistyped or made up."""
    found = _KEY.fullmatch(token)
    if found is None or _checksum(found[1]) != found[3]:
        return None
    return ShownKey(ApiKeyId(UUID(found[2])), token)


def _checksum(words: str) -> str:
    return f"{crc32(words.encode()):08x}"
