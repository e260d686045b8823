"""What can be set, and how a bad value is named."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from ahti.gateways.beacons.sources import KNOWN
from ahti.settings import BadSetting, Settings, load_settings


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"AHTI_{name.upper()}", raising=False)


def test_without_anything_set_the_service_is_on_this_machine_only() -> None:
    given = load_settings().model_dump(exclude={"data_dir"})
    assert given == {
        "host": "127.0.0.1",
        "port": 8000,
        "database_url": None,
        "pg_bin": None,
        "log": "text",
        "metrics_token": None,
        "metrics_port": None,
        "issuers": (),
        "beacons": tuple(one.model_dump() for one in KNOWN),
        "demo_beacon": None,
        "demo_beacon_seed": SecretStr("ahti"),
        "demo_beacon_genesis": 1_767_225_600,
        "demo_beacon_period": 3,
        "demo_issuer": None,
        "demo_issuer_exposed": "off",
        "demo_issuer_lets_anybody_in": "off",
        "worker": None,
        "smtp_url": None,
        "mail_from": "Ahti <ahti@localhost.localdomain>",
        "sms_url": None,
        "sms_token": None,
        "sms_from": "Ahti",
        "paytrail": None,
        "checkout": None,
        "demo_checkout": None,
        "sign_in": None,
        "rate_address": 3_000,
        "rate_person": 1_500,
        "rate_program": 6_000,
        "trusted_proxies": (),
        "public_url": None,
        "gdpr_query_scope": "gdprquery",
        "gdpr_delete_scope": "gdprdelete",
    }


def test_data_lie_in_the_users_data_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert load_settings().data_dir.is_relative_to(tmp_path)


def test_an_option_wins_over_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AHTI_PORT", "9000")
    assert [load_settings({"port": given}).port for given in (None, "9001")] == [9000, 9001]


def test_an_empty_variable_counts_as_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AHTI_DATABASE_URL", "")
    assert load_settings().database_url is None


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("AHTI_PORT", "eighty"),
        ("AHTI_PORT", "65536"),
        ("AHTI_LOG", "xml"),
        ("AHTI_METRICS_PORT", "-1"),
        ("AHTI_DATABASE_URL", "mysql://localhost/ahti"),
        ("AHTI_DATABASE_URL", "localhost"),
    ],
)
def test_a_bad_value_is_named_by_its_variable(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(BadSetting, match=f"^{variable}: "):
        load_settings()


def test_a_relative_data_directory_is_that_of_the_start() -> None:
    assert load_settings({"data_dir": "here"}).data_dir == Path.cwd() / "here"


def test_the_token_of_the_metrics_is_not_printed_with_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AHTI_METRICS_TOKEN", "hunter2")
    settings = load_settings()
    assert settings.metrics_token is not None
    assert settings.metrics_token.get_secret_value() == "hunter2"
    assert "hunter2" not in repr(settings)


def test_jobs_are_done_inside_with_our_own_database_and_apart_with_another() -> None:
    elsewhere = {"database_url": "postgresql://ahti_app@db.example.org/ahti"}
    assert [load_settings(options).works_inside for options in ({}, elsewhere)] == [True, False]
    told = [load_settings(options | {"worker": "apart"}).works_inside for options in ({}, elsewhere)]
    assert told == [False, False]
    assert load_settings(elsewhere | {"worker": "inside"}).works_inside


def test_secrets_of_the_mail_server_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AHTI_SMTP_URL", "smtps://ahti:s%40lainen@mail.example.org")
    monkeypatch.setenv("AHTI_SMS_TOKEN", "s@lainen")
    settings = load_settings()
    assert settings.smtp_url and settings.smtp_url.password
    assert (settings.smtp_url.port, settings.smtp_url.password.get_secret_value()) == (465, "s@lainen")
    assert "lainen" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AHTI_SMTP_URL", "http://mail.example.org"),
        ("AHTI_SMTP_URL", "smtp://"),
        ("AHTI_MAIL_FROM", "nobody"),
        ("AHTI_MAIL_FROM", "a@example.org, b@example.org"),
        ("AHTI_MAIL_FROM", "Ahti <a@example.org>\nBcc: b@example.org"),
        ("AHTI_SMS_URL", "ftp://sms.example.org"),
        ("AHTI_WORKER", "somewhere"),
    ],
)
def test_what_cannot_be_a_mail_server_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting, match=f"^{name}: "):
        load_settings()
