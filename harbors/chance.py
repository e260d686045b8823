"""Knows what is drawn by chance (ids, references, tokens) and how each is spelled; the bytes are passed in."""

from hashlib import sha256
from typing import Protocol
from uuid import UUID

# 31 letters and digits that are not mistaken for each other; 31 is prime, so that the check character works.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


class Chance(Protocol):
    """A source of bytes nobody can guess."""

    def bytes(self, count: int) -> bytes: ...


def draw_id(chance: Chance) -> UUID:
    """A random UUID (version 4)."""
    return UUID(bytes=chance.bytes(16), version=4)


def draw_public_id(chance: Chance) -> str:
    """128 bits as 32 lower-case hex digits."""
    return chance.bytes(16).hex()


def draw_token(chance: Chance) -> str:
    """A capability: 256 bits as 64 lower-case hex digits."""
    return chance.bytes(32).hex()


def draw_reference(chance: Chance) -> str:
    """Nine random characters and a check character, as ``K7M39-QXW4R``."""
    number = int.from_bytes(chance.bytes(16)) % len(ALPHABET) ** 9
    letters = "".join(ALPHABET[number // len(ALPHABET) ** place % len(ALPHABET)] for place in range(9))
    return f"{letters[:5]}-{letters[5:]}{check_character(letters)}"


def check_character(letters: str) -> str:
    """Changes with every single wrong character and with every two that are swapped (weights 1.. modulo 31)."""
    weighed = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(letters, start=1))
    return ALPHABET[-weighed * pow(len(letters) + 1, -1, len(ALPHABET)) % len(ALPHABET)]


def token_hash(token: str) -> bytes:
    """What is kept of a capability; the database hashes what is presented in the same way."""
    return sha256(token.encode()).digest()
