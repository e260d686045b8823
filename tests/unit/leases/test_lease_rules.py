"""What a lease may be: its time, its boat against the place, and where it goes from where it stands."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from harbors.access.records import PersonId
from harbors.errors import HarborError, Invalid, Refused
from harbors.leases.records import (
    LEASE_TRANSITIONS,
    Draft,
    Lease,
    LeasedBoat,
    LeasedPlace,
    LeaseId,
    LeaseStatus,
    OccupancyId,
    Origin,
    Period,
    Tenant,
)
from harbors.leases.rules import check_draft, check_ending, period_of, season_period, tidy
from harbors.organisations.records import OrganisationId
from harbors.places.kinds import PlaceKind
from harbors.places.records import PlaceId, ProviderId
from harbors.rounds.records import Season
from harbors.text import Language

HELSINKI = "Europe/Helsinki"
SEASON = Season(date(2027, 6, 10), date(2027, 9, 14))
WINTER = datetime(2027, 2, 1, 12, tzinfo=UTC)
JULY = datetime(2027, 7, 1, 12, tzinfo=UTC)
ID = UUID(int=1)
PLACE = LeasedPlace(
    id=PlaceId(ID),
    provider_id=ProviderId(ID),
    kind=PlaceKind.BERTH,
    in_use=True,
    time_zone=HELSINKI,
    width_mm=3_000,
    length_mm=8_000,
    depth_mm=1_500,
    max_mass_kg=4_000,
    mooring="SINGLE_SLIP",
)
BOAT = LeasedBoat(beam_mm=2_500, length_mm=7_000)
DRAFT = Draft(place_id=PLACE.id, season=SEASON, tenant=Tenant(name="Maija Meri"), boat=BOAT)
LEASE = Lease(
    id=LeaseId(ID),
    provider_id=PLACE.provider_id,
    place_id=PLACE.id,
    occupancy_id=OccupancyId(ID),
    season=SEASON,
    period=season_period(SEASON, HELSINKI),
    tenant=DRAFT.tenant,
    boat=BOAT,
    origin=Origin.RECORDED,
)


def codes(error: HarborError) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.field) for problem in error.problems]


def refused(draft: Draft, place: LeasedPlace = PLACE, *, now: datetime = WINTER) -> list[tuple[str, str | None]]:
    with pytest.raises(HarborError) as error:
        check_draft(tidy(draft), place, type_known=True, now=now)
    return codes(error.value)


def test_a_season_ends_with_the_midnight_after_its_last_day_in_the_time_zone_of_the_provider() -> None:
    assert season_period(SEASON, HELSINKI) == Period(
        datetime(2027, 6, 9, 21, tzinfo=UTC), datetime(2027, 9, 14, 21, tzinfo=UTC)
    )


def test_behaviour_1_a_lease_made_on_1_july_without_dates_runs_from_that_day_to_the_seasons_end() -> None:
    period = period_of(SEASON, HELSINKI, starts=None, now=JULY)
    assert period == Period(datetime(2027, 6, 30, 21, tzinfo=UTC), datetime(2027, 9, 14, 21, tzinfo=UTC))
    assert period_of(SEASON, HELSINKI, starts=None, now=WINTER) == season_period(SEASON, HELSINKI)
    assert period_of(SEASON, HELSINKI, starts=SEASON.starts, now=JULY) == season_period(SEASON, HELSINKI)


def test_the_day_is_that_of_the_provider_and_not_of_greenwich() -> None:
    late = datetime(2027, 6, 30, 22, tzinfo=UTC)
    assert period_of(SEASON, HELSINKI, starts=None, now=late).start == datetime(2027, 6, 30, 21, tzinfo=UTC)


def test_behaviour_3_a_boat_that_does_not_fit_is_told_by_how_many_centimetres() -> None:
    large = replace(BOAT, beam_mm=3_121, length_mm=8_010, draught_mm=1_800, mass_kg=4_500)
    with pytest.raises(Refused) as error:
        check_draft(replace(DRAFT, boat=large), PLACE, type_known=True, now=WINTER)
    assert codes(error.value) == [
        ("BOAT_DOES_NOT_FIT", f"boat.{field}") for field in ("beamMm", "lengthMm", "draughtMm", "massKg")
    ]
    told = [problem.in_language(Language.EN) for problem in error.value.problems]
    assert [text.removeprefix("The boat does not fit: it ") for text in told] == [
        "is 13 cm too wide.",
        "is 1 cm too long.",
        "draws 30 cm too much.",
        "is 500 kg too heavy.",
    ]


def test_behaviour_3_a_place_that_is_not_in_use_is_refused() -> None:
    assert refused(DRAFT, replace(PLACE, in_use=False)) == [("PLACE_INACTIVE", "placeId")]


@pytest.mark.parametrize("kind", sorted(set(PlaceKind) - {PlaceKind.BERTH, PlaceKind.WINTER_STORAGE_PLACE}))
def test_what_is_booked_otherwise_is_not_leased_for_a_season(kind: PlaceKind) -> None:
    assert refused(DRAFT, replace(PLACE, kind=kind)) == [("PLACE_NOT_LEASED", "placeId")]


def test_all_that_is_wrong_with_a_draft_is_told_at_once() -> None:
    both = Tenant(name=" ", email="nowhere", person_id=PersonId(ID), organisation_id=OrganisationId(ID))
    wrong = replace(DRAFT, tenant=both, boat=replace(BOAT, length_mm=1_000, registration="?"))
    assert refused(wrong) == [
        ("TENANT_AMBIGUOUS", "tenant"),
        ("REQUIRED", "tenant.name"),
        ("EMAIL_SHAPE", "tenant.email"),
        ("REGISTRATION_SHAPE", "boat.registration"),
        ("LENGTH_RANGE", "boat.lengthMm"),
        ("BEAM_EXCEEDS_LENGTH", "boat.beamMm"),
    ]


@pytest.mark.parametrize(
    ("season", "starts", "now", "wrong"),
    [
        (Season(SEASON.ends, SEASON.starts), None, WINTER, ("SEASON_ORDER", "season.ends")),
        (Season(SEASON.starts, date(2028, 6, 30)), None, WINTER, ("SEASON_LONG", "season.ends")),
        (SEASON, None, datetime(2027, 9, 20, tzinfo=UTC), ("SEASON_OVER", "season.ends")),
        (SEASON, date(2027, 6, 9), WINTER, ("OUTSIDE_SEASON", "starts")),
        (SEASON, date(2027, 9, 15), WINTER, ("OUTSIDE_SEASON", "starts")),
    ],
)
def test_a_lease_lies_within_a_season_that_is_not_over(
    season: Season, starts: date | None, now: datetime, wrong: tuple[str, str]
) -> None:
    assert refused(replace(DRAFT, season=season, starts=starts), now=now) == [wrong]


def test_the_last_day_of_a_season_can_be_leased() -> None:
    period = check_draft(replace(DRAFT, starts=SEASON.ends), PLACE, type_known=True, now=WINTER)
    assert period.end - period.start == timedelta(days=1)


def test_a_registration_is_kept_in_upper_case_and_a_name_without_stray_spaces() -> None:
    told = tidy(replace(DRAFT, tenant=Tenant(name="  Maija "), boat=replace(BOAT, registration=" a 123 ")))
    assert (told.tenant.name, told.boat.registration) == ("Maija", "A 123")


def test_an_active_lease_can_end_and_an_ended_one_can_not() -> None:
    assert {LeaseStatus.ACTIVE: {LeaseStatus.ENDED}, LeaseStatus.ENDED: set()} == LEASE_TRANSITIONS
    check_ending(LEASE, at=JULY, reason="sold", now=JULY)
    with pytest.raises(Refused) as error:
        check_ending(replace(LEASE, status=LeaseStatus.ENDED), at=JULY, reason="sold", now=JULY)
    assert codes(error.value) == [("LEASE_ENDED", "leaseId")]


def test_a_lease_ends_for_a_reason_between_now_and_the_end_of_its_season() -> None:
    with pytest.raises(Invalid) as error:
        check_ending(LEASE, at=JULY - timedelta(seconds=1), until=JULY - timedelta(1), reason="", now=JULY)
    assert codes(error.value) == [("REQUIRED", "reason"), ("IN_THE_PAST", "at"), ("OUTSIDE_SEASON", "until")]
    with pytest.raises(Invalid) as error:
        check_ending(LEASE, at=LEASE.period.end, until=LEASE.period.end, reason="late", now=JULY)
    assert codes(error.value) == [("OUTSIDE_SEASON", "at"), ("OUTSIDE_SEASON", "until")]
