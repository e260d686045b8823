"""Knows how a seed gives every applicant a ticket."""

from hashlib import sha256


def ticket(public_id: str, *, seed: bytes) -> str:
    """SHA-256 of the seed and the id's UTF-8 bytes, as 64 lower-case hex digits; these sort as the bytes do."""
    return sha256(seed + public_id.encode()).hexdigest()
