"""Knows what a relay of drand may answer, and takes nothing of it for granted but its spelling."""

import re
from dataclasses import dataclass
from typing import Any

from ahti.gateways.beacons.refusals import Reason
from ahti.gateways.strict_json import read_object
from harbors.beacons.records import BeaconSource, Scheme
from harbors.beacons.rules import randomness_of

Answer = dict[str, Any]
_HEX = re.compile(r"(?:[0-9a-f]{2})+")
# The round before the first is the chain's group hash.
_GROUP_HASH_BYTES = 32


class BadAnswer(Exception):
    """The answer is not the beacon that was asked for."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What an answer says that a round's signature is; nobody has verified it."""

    signature: bytes
    previous_signature: bytes | None


def read_answer(text: bytes) -> Answer:
    """The JSON object of an answer. Raises ``BadAnswer``."""
    try:
        return read_object(text)
    except ValueError:
        raise BadAnswer(Reason.MALFORMED) from None


def require_chain(told: Answer, source: BeaconSource) -> None:
    """Raise ``BadAnswer`` unless the relay speaks of the chain that we know. An old one does not name its scheme."""
    ours = {
        "hash": source.chain_hash,
        "public_key": source.public_key,
        "period": source.period,
        "genesis_time": source.genesis_time,
        "groupHash": source.group_hash,
    }
    if any(told.get(name) != fact for name, fact in ours.items()):
        raise BadAnswer(Reason.WRONG_CHAIN)
    if told.get("schemeID", source.scheme) != source.scheme:
        raise BadAnswer(Reason.WRONG_CHAIN)


def claimed(told: Answer, source: BeaconSource, round: int) -> Claimed:
    """What the relay says of a round. Raises ``BadAnswer``."""
    number = told.get("round")
    if isinstance(number, bool) or not isinstance(number, int):
        raise BadAnswer(Reason.MALFORMED)
    if number != round:
        raise BadAnswer(Reason.WRONG_ROUND)
    signature = _bytes(told, "signature", source.scheme.signature_bytes)
    if "randomness" in told and _bytes(told, "randomness", 32) != randomness_of(signature):
        raise BadAnswer(Reason.WRONG_RANDOMNESS)
    return Claimed(signature=signature, previous_signature=_previous(told, source, round))


def _previous(told: Answer, source: BeaconSource, round: int) -> bytes | None:
    if source.scheme is Scheme.CHAINED:
        return _bytes(told, "previous_signature", _GROUP_HASH_BYTES if round == 1 else source.scheme.signature_bytes)
    if told.get("previous_signature"):
        raise BadAnswer(Reason.MALFORMED)
    return None


def _bytes(told: Answer, name: str, length: int) -> bytes:
    text = told.get(name)
    if not isinstance(text, str) or len(text) != 2 * length or not _HEX.fullmatch(text):
        raise BadAnswer(Reason.MALFORMED)
    return bytes.fromhex(text)
