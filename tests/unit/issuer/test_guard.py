"""The issuer of the demonstration does not run where somebody could believe it, unless that was said twice."""

from typing import Any

import pytest

from ahti.issuer.guard import IssuerExposed, wanted_beside
from ahti.settings import Settings, load_settings

TWICE = {"demo_issuer_exposed": "on", "demo_issuer_lets_anybody_in": "on"}
BOTH = ["AHTI_DEMO_ISSUER_EXPOSED=on", "AHTI_DEMO_ISSUER_LETS_ANYBODY_IN=on"]


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"AHTI_{name.upper()}", raising=False)


def settings(**given: Any) -> Settings:
    return load_settings(given)


@pytest.mark.parametrize(
    ("said", "usually", "wanted"), [(None, True, True), (None, False, False), ("on", False, True), ("off", True, False)]
)
def test_it_runs_where_it_is_wanted(said: str | None, usually: bool, wanted: bool) -> None:
    assert wanted_beside(settings(demo_issuer=said), usually=usually, external=False) is wanted


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_this_machine_itself_is_private(host: str) -> None:
    assert wanted_beside(settings(host=host), usually=True, external=False)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "10.0.0.1", "ahti.example", "localhost.example", ""])
@pytest.mark.parametrize("told", [{}, {"demo_issuer_exposed": "on"}, {"demo_issuer_lets_anybody_in": "on"}])
def test_an_address_that_others_can_reach_is_refused_unless_it_was_said_twice(host: str, told: dict[str, str]) -> None:
    exposed = {"host": host, "demo_issuer": "on"}
    with pytest.raises(IssuerExposed) as refused:
        wanted_beside(settings(**exposed, **told), usually=False, external=False)
    assert [name for name in BOTH if name in str(refused.value)] == BOTH
    assert wanted_beside(settings(**exposed, **TWICE), usually=False, external=False)


@pytest.mark.parametrize("told", [{}, {"demo_issuer_exposed": "on"}, {"demo_issuer_lets_anybody_in": "on"}])
def test_an_external_database_is_refused_unless_it_was_said_twice(told: dict[str, str]) -> None:
    with pytest.raises(IssuerExposed) as refused:
        wanted_beside(settings(demo_issuer="on", **told), usually=False, external=True)
    assert [name for name in BOTH if name in str(refused.value)] == BOTH
    assert wanted_beside(settings(demo_issuer="on", **TWICE), usually=False, external=True)


def test_without_it_any_address_and_any_database_will_do() -> None:
    assert not wanted_beside(settings(host="0.0.0.0"), usually=False, external=True)
    assert not wanted_beside(settings(host="0.0.0.0", demo_issuer="off"), usually=True, external=True)
