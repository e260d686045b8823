"""Boats: which must be registered, what may be told of one, who owns it together, which papers prove something."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from harbors.boats.records import Certificate, CertificateKind, CoOwner, Described
from harbors.boats.registration import must_be_registered
from harbors.boats.rules import check_boat, check_certificate, tidy_boat, tidy_certificate
from harbors.errors import Invalid

TODAY = date(2027, 2, 14)
BOAT = Described(beam_mm=2_100, length_mm=5_400, draught_mm=600, mass_kg=900, name="Sorsa")
OWNERS = (CoOwner("Aino", Decimal("66.67"), answers=True), CoOwner("Ilmari", Decimal("33.33")))


def faults(*, type_known: bool = True, **changes: Any) -> list[tuple[str, str | None]]:
    try:
        check_boat(tidy_boat(replace(BOAT, **changes)), type_known=type_known, today=TODAY)
    except Invalid as refusal:
        return [(problem.code, problem.field) for problem in refusal.problems]
    return []


@pytest.mark.parametrize(
    ("length_mm", "engine_kw", "country", "must"),
    [
        (5_499, None, "FI", False),
        (5_500, None, "FI", True),
        (5_500, None, "SE", False),
        (4_000, Decimal("14.9"), "FI", False),
        (4_000, Decimal(15), "FI", True),
        (4_000, Decimal(15), "EE", False),
    ],
)
def test_the_law_asks_for_a_registration_by_hull_or_engine_and_never_of_foreign_boats(
    length_mm: int, engine_kw: Decimal | None, country: str, must: bool
) -> None:
    assert must_be_registered(length_mm, engine_kw=engine_kw, country=country) == must
    told: dict[str, Any] = {"length_mm": length_mm, "engine_kw": engine_kw, "country": country}
    assert faults(**told) == ([("REGISTRATION_REQUIRED", "boat.registration")] if must else [])
    assert faults(**told, registration="a 123") == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"country": "Finland"}, ("COUNTRY_SHAPE", "boat.country")),
        ({"height_mm": 40_001}, ("HEIGHT_RANGE", "boat.heightMm")),
        ({"engine_kw": Decimal(-1)}, ("ENGINE_RANGE", "boat.engineKw")),
        ({"engine_kw": Decimal(10_001), "registration": "A1"}, ("ENGINE_RANGE", "boat.engineKw")),
        ({"beam_mm": 499}, ("BEAM_RANGE", "boat.beamMm")),
        ({"title_since": date(2027, 2, 15)}, ("TITLE_IN_THE_FUTURE", "boat.titleSince")),
        ({"type_known": False}, ("BOAT_TYPE_UNKNOWN", "boat.type")),
        ({"owners": (replace(OWNERS[0], name=" "), OWNERS[1])}, ("REQUIRED", "boat.owners[0].name")),
        ({"owners": (replace(OWNERS[0], answers=False), OWNERS[1])}, ("ONE_ANSWERS", "boat.owners")),
        ({"owners": (OWNERS[0], replace(OWNERS[1], answers=True))}, ("ONE_ANSWERS", "boat.owners")),
        ({"owners": OWNERS[:1]}, ("SHARES_ARE_A_WHOLE", "boat.owners")),
    ],
)
def test_a_wrong_field_is_named(changes: dict[str, Any], fault: tuple[str, str]) -> None:
    assert faults(**changes) == [fault]


def test_a_share_is_part_of_a_whole() -> None:
    owners = (replace(OWNERS[0], share_percent=Decimal(0)), replace(OWNERS[1], share_percent=Decimal(100)))
    assert faults(owners=owners) == [("SHARE_RANGE", "boat.owners[0].sharePercent")]
    assert faults(owners=OWNERS) == []


def test_a_boat_is_not_owned_by_a_crowd() -> None:
    crowd = tuple(CoOwner(f"Owner {number}", Decimal(4), answers=number == 0) for number in range(25))
    assert faults(owners=crowd) == [("OWNERS_TOO_MANY", "boat.owners")]


def test_a_paper_proves_something_until_the_end_of_its_last_day() -> None:
    paper = Certificate(kind=CertificateKind.INSURANCE, number=" A1 ", issuer=" ", expires_on=TODAY)
    check_certificate(tidy_certificate(paper), today=TODAY)
    assert tidy_certificate(paper) == replace(paper, number="A1", issuer=None)
    with pytest.raises(Invalid) as refusal:
        check_certificate(replace(paper, number="", expires_on=date(2027, 2, 13)), today=TODAY)
    assert [problem.code for problem in refusal.value.problems] == ["REQUIRED", "CERTIFICATE_EXPIRED"]
