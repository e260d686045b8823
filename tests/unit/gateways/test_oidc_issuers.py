"""The issuers that an operator may trust, and how a mistake in their description is named."""

import json
from typing import Any, get_args

import pytest

from ahti.gateways.oidc.issuers import Level, TrustedIssuer
from ahti.settings import BadSetting, load_settings
from harbors.access.records import Assurance

PLAIN = {"issuer": "https://id.example/realms/city", "audience": "ahti"}


def loaded(monkeypatch: pytest.MonkeyPatch, *issuers: Any) -> tuple[TrustedIssuer, ...]:
    monkeypatch.setenv("AHTI_ISSUERS", json.dumps(issuers))
    return load_settings().issuers


def test_without_the_setting_nobody_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AHTI_ISSUERS", raising=False)
    assert load_settings().issuers == ()


def test_an_issuer_needs_an_address_and_an_audience(monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = loaded(monkeypatch, PLAIN)
    assert (one.issuer, one.audience) == ("https://id.example/realms/city", ("ahti",))
    assert one.algorithms == ("RS256", "PS256", "ES256", "EdDSA", "Ed25519")
    assert one.scope_claims == ("scope", "authorization.permissions")
    assert (one.required_scope, one.authorized_parties, one.resources) == (None, None, None)


def test_everything_can_be_said_in_json(monkeypatch: pytest.MonkeyPatch) -> None:
    full = {
        "issuer": "http://127.0.0.1:8080/realms/city",
        "audience": ["ahti", "ahti-test"],
        "algorithms": ["ES256"],
        "scopeClaims": [],
        "resources": ["berths"],
        "requiredScope": "berths:use",
        "assuranceClaim": {"amr": {"suomi_fi": "SUBSTANTIAL"}},
        "authorizedParties": ["portal"],
    }
    (one,) = loaded(monkeypatch, full)
    assert one == TrustedIssuer(
        issuer="http://127.0.0.1:8080/realms/city",
        audience=("ahti", "ahti-test"),
        algorithms=("ES256",),
        scope_claims=(),
        resources=("berths",),
        required_scope="berths:use",
        assurance_claim={"amr": {"suomi_fi": "SUBSTANTIAL"}},
        authorized_parties=("portal",),
    )


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"issuer": "http://id.example"}, "AHTI_ISSUERS[0].issuer: "),
        ({"issuer": "http://127.0.0.1.evil.example"}, "AHTI_ISSUERS[0].issuer: "),
        ({"issuer": "http://localhost@evil.example"}, "AHTI_ISSUERS[0].issuer: "),
        ({"issuer": "ftp://127.0.0.1"}, "AHTI_ISSUERS[0].issuer: "),
        ({"issuer": "https://id.example/?a"}, "AHTI_ISSUERS[0].issuer: "),
        ({"issuer": "https://id.example/#a"}, "AHTI_ISSUERS[0].issuer: "),
        ({"issuer": "id.example"}, "AHTI_ISSUERS[0].issuer: "),
        ({"issuer": None}, "AHTI_ISSUERS[0].issuer: "),
        ({"audience": []}, "AHTI_ISSUERS[0].audience: "),
        ({"algorithms": ["HS256"]}, "AHTI_ISSUERS[0].algorithms[0]: "),
        ({"algorithms": ["RS256", "none"]}, "AHTI_ISSUERS[0].algorithms[1]: "),
        ({"algorithms": []}, "AHTI_ISSUERS[0].algorithms: "),
        ({"requiredScope": 'a"b'}, "AHTI_ISSUERS[0].requiredScope: "),
        ({"requiredScope": "a b"}, "AHTI_ISSUERS[0].requiredScope: "),
        ({"authorizedParties": []}, "AHTI_ISSUERS[0].authorizedParties: "),
        ({"assuranceClaim": {"loa": {"3": "GREAT"}}}, "AHTI_ISSUERS[0].assuranceClaim.loa.3: "),
        ({"audiences": ["ahti"]}, "AHTI_ISSUERS[0].audiences: "),
    ],
)
def test_a_mistake_is_named_with_its_place(monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], place: str) -> None:
    assert loaded(monkeypatch, PLAIN)
    with pytest.raises(BadSetting) as refused:
        loaded(monkeypatch, PLAIN | change)
    assert str(refused.value).startswith(place)


@pytest.mark.parametrize("text", ["[{]", "{}", "7", '"https://id.example"'])
def test_what_is_no_list_in_json_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("AHTI_ISSUERS", text)
    with pytest.raises(BadSetting, match=r"^AHTI_ISSUERS: "):
        load_settings()


def test_an_issuer_is_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadSetting, match=r"^AHTI_ISSUERS: .*must name an issuer once"):
        loaded(monkeypatch, PLAIN, PLAIN | {"audience": "other"})


def test_levels_are_those_of_assurance() -> None:
    assert get_args(Level) == tuple(Assurance)
