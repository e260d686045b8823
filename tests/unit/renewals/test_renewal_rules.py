"""A run goes where its table says; a lease is renewed unless there is a reason, and the first one is told."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from harbors.errors import Refused
from harbors.leases.records import Lease, LeasedBoat, LeasedPlace, LeaseId, OccupancyId, Origin, Tenant
from harbors.leases.rules import season_period
from harbors.orders.records import Payer
from harbors.places.kinds import PlaceKind
from harbors.places.records import PlaceId, ProviderId
from harbors.renewals.records import RUN_TRANSITIONS, Candidate, RenewalStatus, Run, RunId
from harbors.renewals.rules import due_at, problem_of, require_step
from harbors.rounds.records import Season
from harbors.seasons.records import Renewing, SeasonId
from harbors.text import Language

SEASON = Season(date(2027, 6, 10), date(2027, 9, 14))
PLACE = LeasedPlace(
    id=PlaceId(UUID(int=1)),
    provider_id=ProviderId(UUID(int=2)),
    kind=PlaceKind.BERTH,
    in_use=True,
    time_zone="Europe/Helsinki",
    width_mm=3_000,
    length_mm=8_000,
    depth_mm=None,
    max_mass_kg=None,
    mooring=None,
)
LEASE = Lease(
    id=LeaseId(UUID(int=5)),
    provider_id=PLACE.provider_id,
    place_id=PLACE.id,
    occupancy_id=OccupancyId(UUID(int=6)),
    season=SEASON,
    period=season_period(SEASON, "Europe/Helsinki"),
    tenant=Tenant(name="Tenant"),
    boat=LeasedBoat(beam_mm=2_500, length_mm=7_000),
    origin=Origin.RECORDED,
)
GOOD = Candidate(lease=LEASE, place=PLACE, payer=Payer(name="Tenant", email=None, language=Language.FI))
WIDE = replace(GOOD, lease=replace(LEASE, boat=LeasedBoat(beam_mm=3_010, length_mm=7_000)))


@pytest.mark.parametrize(
    ("candidate", "code"),
    [
        (replace(GOOD, payer=None), "PAYER_UNKNOWN"),
        (replace(GOOD, place=None), "PLACE_INACTIVE"),
        (replace(GOOD, place=replace(PLACE, in_use=False), taken=True), "PLACE_INACTIVE"),
        (WIDE, "BOAT_DOES_NOT_FIT"),
        (replace(GOOD, taken=True, owes=True), "PLACE_GIVEN"),
        (replace(GOOD, in_draw=True), "PLACE_IN_DRAW"),
        (replace(GOOD, owes=True), "DEBTS"),
    ],
)
def test_the_first_reason_for_which_a_lease_is_not_renewed_is_told(candidate: Candidate, code: str) -> None:
    problem = problem_of(candidate)
    assert problem is not None
    assert problem.code == code


def test_without_a_reason_it_is_renewed() -> None:
    assert problem_of(GOOD) is None


def test_a_renewal_is_due_when_its_last_day_ends_where_the_place_is() -> None:
    renewing = Renewing(sent_on=date(2027, 12, 1), due_on=date(2028, 1, 8))
    assert due_at(renewing, "Europe/Helsinki") == datetime(2028, 1, 8, 22, tzinfo=UTC)


@pytest.mark.parametrize("status", RenewalStatus)
@pytest.mark.parametrize("to", RenewalStatus)
def test_a_run_goes_only_where_its_table_says(status: RenewalStatus, to: RenewalStatus) -> None:
    run = Run(
        id=RunId(UUID(int=1)),
        provider_id=PLACE.provider_id,
        from_season_id=SeasonId(UUID(int=3)),
        to_season_id=SeasonId(UUID(int=4)),
        status=status,
        created_at=datetime(2027, 12, 1, tzinfo=UTC),
    )
    if to in RUN_TRANSITIONS[status]:
        require_step(run, to)
    else:
        with pytest.raises(Refused):
            require_step(run, to)
