"""Knows how a closed round is sealed by one root, and how what was sealed is opened again to be drawn."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from harbors.allocations.frozen import RoundRows, instance_of, privates_of, rules_document
from harbors.allocations.records import SealedPlaces, Secret
from harbors.beacons.records import BeaconPlan
from harbors.chance import Chance
from harbors.draws.records import Applicant, Boat, Choice, Instance, Mode, Place, Rules
from harbors.draws.tickets import ticket
from harbors.proofs.canonical import canonical, canonical_leaf
from harbors.proofs.freezing import freeze, places_document
from harbors.proofs.records import FrozenInput, Inclusion, PrivateRecord, PublicChoice, PublicRecord
from harbors.proofs.rules import SALT_BYTES, leaf_of, proofs_of
from harbors.rounds.records import Policy

# Goes up whenever the same instance could get another outcome.
ENGINE = "ahti-draw/2"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedRound:
    """A round with its root; ``secrets`` and ``proofs`` in order of the leaves, which is that of public ids."""

    rows: RoundRows
    frozen: FrozenInput
    order_salt: bytes
    secrets: tuple[Secret, ...]
    leaves: tuple[bytes, ...]
    proofs: tuple[Inclusion, ...]

    @property
    def rules(self) -> str:
        return canonical(self.frozen.rules).decode()

    @property
    def public_places(self) -> str:
        """The document of which the root is made."""
        return canonical(places_document(self.frozen.places, self.frozen.harbors)).decode()

    @property
    def places(self) -> str:
        """What stands behind the numbers."""
        return orjson.dumps([_written(place) for place in self.frozen.places]).decode()


def seal(rows: RoundRows, *, plan: BeaconPlan | None, chance: Chance) -> SealedRound:
    """Seal a round: a second for ten thousand applications, outside any transaction. Raises ``Refused``."""
    order_salt = chance.bytes(SALT_BYTES)
    instance = instance_of(rows, order_salt=order_salt)
    salts = {row["public_id"]: chance.bytes(SALT_BYTES) for row in rows.entrants}
    privates = privates_of(rows, instance, salts)
    rules = rules_document(rows.round, engine=ENGINE, plan=plan)
    frozen = freeze(instance, rules=rules, privates=privates, keyed=rows.round.policy is not Policy.LOTTERY)
    ids = {row["public_id"]: row["id"] for row in rows.entrants}
    leaves = tuple(leaf_of(record) for record in frozen.records)
    return SealedRound(
        rows=rows,
        frozen=frozen,
        order_salt=order_salt,
        secrets=tuple(
            Secret(
                application_id=ids[record.id],
                salt=privates[record.id].salt,
                record=canonical_leaf(privates[record.id].document).decode(),
            )
            for record in frozen.records
        ),
        leaves=leaves,
        proofs=proofs_of(leaves),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedRound:
    """What was sealed, as it was kept. ``application_ids`` by public id; ``privates`` is ``None`` for the erased."""

    frozen: FrozenInput
    order_salt: bytes
    application_ids: Mapping[str, UUID]
    privates: Mapping[str, PrivateRecord | None]


def opened(
    *, rules: str, root: str, places: SealedPlaces, leaves: Mapping[UUID, str], secrets: Mapping[UUID, Secret]
) -> OpenedRound:
    """The round as it was sealed; ``leaves`` in their order, by application."""
    several = tuple(_place(written) for written in places.places)
    records = {id: _record(orjson.loads(leaf)) for id, leaf in leaves.items()}
    return OpenedRound(
        frozen=FrozenInput(
            rules=orjson.loads(rules),
            places=several,
            harbors=tuple(dict.fromkeys(place.harbor for place in several)),
            records=tuple(records.values()),
            root=bytes.fromhex(root),
        ),
        order_salt=places.salt,
        application_ids={record.id: id for id, record in records.items()},
        privates={record.id: _private(secrets.get(id)) for id, record in records.items()},
    )


def instance_to_draw(frozen: FrozenInput, *, seed: bytes, withdrawn: Set[str] = frozenset()) -> Instance:
    """What is drawn of what was sealed, and of nothing else.

    Of those who withdrew since, a new applicant is not in the queue, and a tenant keeps the own place.
    """
    asked = {choice for record in frozen.records for choice in record.choices}
    choices = {choice: _choice(choice, frozen) for choice in asked}
    return Instance(
        rules=Rules(),
        places=tuple(_any_boat(place) for place in frozen.places),
        applicants=tuple(
            _applicant(record, frozen, choices, seed=seed, withdrawn=record.id in withdrawn)
            for record in frozen.records
            if record.mode is not Mode.NEW or record.id not in withdrawn
        ),
    )


def _any_boat(place: Place) -> Place:
    """What fits was settled when the round was sealed; sizes order the places."""
    return Place(
        id=place.id,
        harbor=place.harbor,
        width_mm=place.width_mm,
        length_mm=place.length_mm,
        order_key=place.order_key,
    )


def _applicant(
    record: PublicRecord, frozen: FrozenInput, choices: Mapping[PublicChoice, Choice], *, seed: bytes, withdrawn: bool
) -> Applicant:
    return Applicant(
        id=record.id,
        priority_class=record.class_number,
        key=record.key or 0,
        ticket=ticket(record.id, seed=seed),
        boat=Boat(),
        choices=tuple(choices[choice] for choice in record.choices),
        mode=Mode.RENEW if withdrawn else record.mode,
        current=None if record.current is None else frozen.places[record.current].id,
    )


def _choice(choice: PublicChoice, frozen: FrozenInput) -> Choice:
    places = frozenset(frozen.places[number].id for number in choice.places)
    return Choice(harbor=frozen.harbors[choice.harbor] if frozen.harbors else "", places=places)


def _record(leaf: Mapping[str, Any]) -> PublicRecord:
    return PublicRecord(
        id=leaf["id"],
        class_number=leaf["class"],
        key=leaf.get("key"),
        mode=Mode(leaf["mode"]),
        current=leaf["current"],
        choices=tuple(PublicChoice(harbor=one["harbor"], places=tuple(one["places"])) for one in leaf["choices"]),
        private=leaf["private"],
    )


def _private(secret: Secret | None) -> PrivateRecord | None:
    return None if secret is None else PrivateRecord(salt=secret.salt, document=orjson.loads(secret.record))


_SIZES = ("width_mm", "length_mm", "depth_mm", "max_mass_kg")
_FIELDS = ("id", "harbor", "pier", *_SIZES, "mooring", "order_key", "reserve")


def _written(place: Place) -> dict[str, Any]:
    return {name: getattr(place, name) for name in _FIELDS}


def _place(written: Mapping[str, Any]) -> Place:
    return Place(**{name: written[name] for name in _FIELDS})
