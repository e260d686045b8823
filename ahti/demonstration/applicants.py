"""Knows a crowd of invented boaters, and the application that each of them sends in; one seed, one crowd."""

from collections.abc import Iterator, Mapping

from ahti.demonstration.boats import boat_of
from ahti.demonstration.catalogue import CITY
from ahti.demonstration.lots import Lots
from ahti.demonstration.people import Home, applicant_of, home_of, homes
from ahti.demonstration.waters import Waters, waters_of
from ahti.demonstration.wishes import wishes_of
from harbors.applications.records import Form
from harbors.places.records import Catalogue

ACCESSIBILITY_REQUIRED = 0.02

Pulls = Mapping[Home, tuple[float, ...]]


def applications(catalogue: Catalogue, *, seed: int, count: int) -> Iterator[Form]:
    """``count`` forms, all different people with boats of their own, for berths that the city lets out.

    A smaller crowd of the same seed is the beginning of a larger one.
    """
    waters = waters_of(catalogue, CITY)
    pulls = {home: tuple(here.pull(home.where) for here in waters) for home in homes()}
    return (_form(Lots(seed, number), waters, pulls) for number in range(1, count + 1))


def _form(lots: Lots, waters: tuple[Waters, ...], pulls: Pulls) -> Form:
    home, boat = home_of(lots), boat_of(lots)
    accessible = lots.happens("accessibility required", ACCESSIBILITY_REQUIRED)
    return Form(
        applicant=applicant_of(lots, home),
        boat=boat,
        choices=wishes_of(lots, boat, waters=waters, pulls=pulls[home], accessible=accessible),
        accessibility_required=accessible,
        information_confirmed=True,
    )
