"""Knows a closed round as rows, and as what is sealed of it: places with their order keys, who wants what, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from harbors.allocations.refusals import tenants_without_place
from harbors.beacons.documents import write_plan
from harbors.beacons.records import BeaconPlan
from harbors.draws.records import Applicant, Boat, Choice, Instance, Mode, Place, Rules
from harbors.places.records import PlaceId
from harbors.proofs.freezing import order_key
from harbors.proofs.records import PrivateRecord
from harbors.rounds.documents import write_rules
from harbors.rounds.records import Policy, Round
from harbors.rounds.rules import reserve_of
from harbors.sql import Row

_MODES = {"NEW": Mode.NEW, "RENEW": Mode.RENEW, "EXCHANGE": Mode.EXCHANGE}
_YEAR = timedelta(days=365.25)
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
ACCESSIBLE = "ACCESSIBLE"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRows:
    """A closed round as it was read, in rows that can be compared: two are equal when nothing has changed."""

    round: Round
    places: tuple[Row, ...]
    entrants: tuple[Row, ...]


def rules_document(a_round: Round, *, engine: str, plan: BeaconPlan | None) -> dict[str, Any]:
    """The public rules, of which the root is made."""
    return {
        "format": "ahti-rules/1",
        "round": a_round.code,
        "kind": a_round.kind.value,
        "policy": a_round.policy.value,
        "season": {"starts": a_round.season.starts.isoformat(), "ends": a_round.season.ends.isoformat()},
        "upgradesUntil": a_round.upgrades_until and a_round.upgrades_until.isoformat(),
        "rulesVersion": a_round.rules_version,
        "beacon": None if plan is None else write_plan(plan),
        "engine": engine,
        **write_rules(a_round.rules),
    }


def instance_of(rows: RoundRows, *, order_salt: bytes) -> Instance:
    """What is drawn, without tickets; an applicant goes by the public id. Raises ``Refused`` for a stray tenant."""
    places = tuple(place_of(row, rows.round, salt=order_salt) for row in rows.places)
    known = {None, *(place.id for place in places)}
    if stray := [row["reference"] for row in rows.entrants if row["current"] not in known]:
        raise tenants_without_place(stray)
    return Instance(
        rules=rules_of(rows.round),
        places=places,
        applicants=tuple(_applicant(row, rows.round) for row in rows.entrants),
    )


def rules_of(a_round: Round) -> Rules:
    """What fits, in the words of the engine."""
    rules = a_round.rules
    return Rules(fit=rules.fit, moorings={str(boat_type): allowed for boat_type, allowed in rules.moorings.items()})


def privates_of(rows: RoundRows, instance: Instance, salts: Mapping[str, bytes]) -> dict[str, PrivateRecord]:
    """The private record of every applicant, by public id."""
    asked = {one.id: one for one in instance.applicants}
    return {
        row["public_id"]: PrivateRecord(salt=salts[row["public_id"]], document=_private(row, asked[row["public_id"]]))
        for row in rows.entrants
    }


def place_of(row: Row, a_round: Round, *, salt: bytes) -> Place:
    """A place that is to be given, with what reserve keeps it."""
    return Place(
        id=row["id"],
        harbor=row["harbor"],
        pier=row["pier"],
        width_mm=row["width_mm"],
        length_mm=row["length_mm"],
        depth_mm=row["depth_mm"],
        max_mass_kg=row["max_mass_kg"],
        mooring=row["mooring"],
        order_key=order_key(row["id"], salt=salt),
        reserve=reserve_of(a_round.rules, PlaceId(UUID(row["id"])), is_accessible=row["is_accessible"]),
    )


def _applicant(row: Row, a_round: Round) -> Applicant:
    return Applicant(
        id=row["public_id"],
        priority_class=row["class_number"],
        key=_key(row, a_round),
        ticket=row["public_id"],
        boat=Boat(
            type=row["boat_type"],
            beam_mm=row["beam_mm"],
            length_mm=row["length_mm"],
            draught_mm=row["draught_mm"],
            mass_kg=row["mass_kg"],
        ),
        choices=tuple(_choices(row)),
        mode=_MODES[row["mode"]],
        current=row["current"],
        reserves=frozenset([ACCESSIBLE] if row["accessibility_required"] else []),
    )


def _key(row: Row, a_round: Round) -> int:
    """What the policy orders by before the ticket: microseconds of arrival, or whole years waited, with a minus."""
    if a_round.policy is Policy.ARRIVAL:
        arrived: datetime = row["submitted_at"]
        return (arrived - _EPOCH) // timedelta(microseconds=1)
    if a_round.policy is Policy.POINTS:
        since: datetime = row["waiting_since"]
        return -max(0, (a_round.closes_at - since) // _YEAR)
    return 0


def _choices(row: Row) -> Iterator[Choice]:
    for harbor, pier, berth in zip(row["harbors"], row["piers"], row["berths"], strict=True):
        yield Choice(berth=berth) if berth is not None else Choice(harbor=harbor, pier=pier)


def _private(row: Row, applicant: Applicant) -> dict[str, Any]:
    """Who it is, the boat, and what was asked for and claimed; it is published to nobody."""
    boat = applicant.boat
    return {
        "person": {name: row[name] for name in ("reference", "first_name", "last_name", "email", "municipality")},
        "boat": {
            "type": boat.type,
            "length": boat.length_mm,
            "beam": boat.beam_mm,
            "draught": boat.draught_mm,
            "mass": boat.mass_kg,
            "registration": row["boat_registration"],
        },
        "choices": [_asked(choice) for choice in applicant.choices],
        "reserves": sorted(applicant.reserves),
        "claims": {
            "classReason": row["class_reason"],
            "submittedAt": row["submitted_at"].isoformat(),
            "waitingSince": row["waiting_since"].isoformat(),
        },
    }


def _asked(choice: Choice) -> dict[str, str]:
    named = {"harbor": choice.harbor, "pier": choice.pier, "berth": choice.berth}
    return {name: id for name, id in named.items() if id is not None}
