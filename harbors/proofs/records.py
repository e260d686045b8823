"""Knows what is sealed of a round before its draw: its rules, its places, and the two halves of each application.

A ``Json`` here holds no fractions, and its numbers are less than 2**53: what all readers of JSON read alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from harbors.draws.records import Boat, Mode, Place

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicChoice:
    """A choice as numbers: of the harbor, and of the places that were meant and fit, ascending; these may be none."""

    harbor: int
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateRecord:
    """What is not published of an application, and the 16 random bytes that keep its hash from being guessed.

    ``document`` is an object with ``person`` (whatever tells who it is), ``boat`` (``type`` ``length`` ``beam``
    ``draught`` ``mass``, each as text, mm, kg or null), ``choices`` (as asked for, each ``{"harbor"}``,
    ``{"harbor", "pier"}`` or ``{"berth"}`` with the ids of places), ``reserves`` (a list of flags) and ``claims``.
    An auditor works out the public choices again from boat, choices and reserves. All keys are ASCII, no number has a
    fraction.
    """

    salt: bytes
    document: Json

    @property
    def boat(self) -> Boat:
        """The boat that was told."""
        told = self.document["boat"]
        return Boat(
            type=told["type"],
            length_mm=told["length"],
            beam_mm=told["beam"],
            draught_mm=told["draught"],
            mass_kg=told["mass"],
        )

    @property
    def reserves(self) -> frozenset[str]:
        """The flags of the reserves that are open to the applicant."""
        return frozenset(self.document["reserves"])


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRecord:
    """What is published of an application, and is a leaf of the tree.

    ``key`` is what the policy orders by before the ticket, and ``None`` where it is the ticket alone; ``current`` is
    the number of the own place, of a tenant; ``private`` is the salted hash of the private record, in hex.
    """

    id: str
    class_number: int
    key: int | None
    mode: Mode
    current: int | None
    choices: tuple[PublicChoice, ...]
    private: str

    def document(self) -> dict[str, Any]:
        """The leaf as JSON; without ``key`` where the policy has none."""
        return {
            "id": self.id,
            "class": self.class_number,
            **({} if self.key is None else {"key": self.key}),
            "mode": str(self.mode),
            "current": self.current,
            "choices": [{"harbor": one.harbor, "places": list(one.places)} for one in self.choices],
            "private": self.private,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenInput:
    """What the root is the root of: the rules document, ``places`` in place order, ``records`` in order of public id.

    The number of a place is its index in ``places``; the number of a harbor is its index in ``harbors`` (ids).
    """

    rules: Json
    places: tuple[Place, ...]
    harbors: tuple[str, ...]
    records: tuple[PublicRecord, ...]
    root: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Inclusion:
    """The way from a leaf to the Merkle root: ``index`` of ``size`` leaves, and the hashes beside the way, upwards."""

    index: int
    size: int
    path: tuple[bytes, ...]
