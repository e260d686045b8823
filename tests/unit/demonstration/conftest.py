"""The catalogue of the demonstration and a small crowd, built once for all the tests here."""

import pytest

from ahti.demonstration.applicants import applications
from ahti.demonstration.catalogue import build
from harbors.applications.records import Form
from harbors.places.records import Catalogue


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return build()


@pytest.fixture(scope="session")
def crowd(catalogue: Catalogue) -> tuple[Form, ...]:
    return tuple(applications(catalogue, seed=1, count=1500))
