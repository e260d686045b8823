"""Projection against the Krüger series, written here from the literature and sharing nothing with PROJ."""

from math import asinh, atan, atan2, atanh, cos, cosh, hypot, radians, sin, sinh, sqrt, tan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from geo.projection import to_degrees, to_metres

A, F, K0, E0 = 6378137.0, 1 / 298.257222101, 0.9996, 500_000.0
N = F / (2 - F)
E = sqrt(F * (2 - F))
RECTIFYING = A / (1 + N) * (1 + N**2 / 4 + N**4 / 64)
SERIES = (
    N / 2 - 2 * N**2 / 3 + 5 * N**3 / 16 + 41 * N**4 / 180,
    13 * N**2 / 48 - 3 * N**3 / 5 + 557 * N**4 / 1440,
    61 * N**3 / 240 - 103 * N**4 / 140,
    49561 * N**4 / 161280,
)

longitudes = st.floats(19, 32)
latitudes = st.floats(59, 70.1)


def krueger(longitude: float, latitude: float) -> tuple[float, float]:
    """Easting and northing in TM35FIN (Krüger 1912, series in the third flattening to the fourth power)."""
    phi, lam = radians(latitude), radians(longitude - 27)
    conformal = atan(sinh(asinh(tan(phi)) - E * atanh(E * sin(phi))))
    xi = atan2(tan(conformal), cos(lam))
    eta = asinh(sin(lam) / hypot(tan(conformal), cos(lam)))
    terms = list(enumerate(SERIES, start=1))
    northing = xi + sum(term * sin(2 * j * xi) * cosh(2 * j * eta) for j, term in terms)
    easting = eta + sum(term * cos(2 * j * xi) * sinh(2 * j * eta) for j, term in terms)
    return K0 * RECTIFYING * easting + E0, K0 * RECTIFYING * northing


def test_the_series_agrees_with_the_published_example() -> None:
    assert krueger(19.84813676944, 60.3851068722) == pytest.approx((106256.35961, 6715706.37708), abs=1e-4)


@given(longitudes, latitudes)
def test_finland_is_projected_as_the_series_says(longitude: float, latitude: float) -> None:
    metres = to_metres(Point(longitude, latitude))
    assert (metres.x, metres.y) == pytest.approx(krueger(longitude, latitude), abs=1e-3)


@given(longitudes, latitudes)
def test_there_and_back_is_where_one_was(longitude: float, latitude: float) -> None:
    back = to_degrees(to_metres(Point(longitude, latitude)))
    assert (back.x, back.y) == pytest.approx((longitude, latitude), abs=1e-9)
