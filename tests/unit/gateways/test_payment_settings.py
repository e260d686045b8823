"""How an operator names the payment gateways."""

import pytest

from ahti.settings import BadSetting, load_settings

PAYTRAIL = {"account": "375917", "secret": "SAIPPUAKAUPPIAS"}


def test_a_gateway_is_named_as_json() -> None:
    settings = load_settings(
        {
            "paytrail": '{"account": "695861", "secret": "MONISAIPPUAKAUPPIAS", "shopInShop": true}',
            "checkout": '{"url": "http://127.0.0.1:9000/", "secret": "word"}',
        }
    )

    assert settings.paytrail is not None
    assert settings.checkout is not None
    assert (settings.paytrail.account, settings.paytrail.shop_in_shop) == ("695861", True)
    assert settings.paytrail.url == "https://services.paytrail.com"
    assert settings.checkout.url == "http://127.0.0.1:9000"


def test_secrets_are_not_shown() -> None:
    settings = load_settings({"paytrail": PAYTRAIL, "checkout": {"secret": "KASSAN SANA"}})

    assert "SAIPPUAKAUPPIAS" not in repr(settings)
    assert "KASSAN SANA" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value", "place"),
    [
        ("paytrail", {**PAYTRAIL, "account": "x"}, "AHTI_PAYTRAIL.account"),
        ("paytrail", {"account": "375917"}, "AHTI_PAYTRAIL.secret"),
        ("paytrail", {**PAYTRAIL, "algorithm": "md5"}, "AHTI_PAYTRAIL.algorithm"),
        ("paytrail", {**PAYTRAIL, "shop": "1"}, "AHTI_PAYTRAIL.shop"),
        ("paytrail", {**PAYTRAIL, "url": "http://example.org"}, "AHTI_PAYTRAIL.url"),
        ("checkout", {"secret": ""}, "AHTI_CHECKOUT.secret"),
        ("checkout", "{", "AHTI_CHECKOUT: Value error, must be JSON"),
    ],
)
def test_what_cannot_be_is_named_by_its_place(name: str, value: object, place: str) -> None:
    with pytest.raises(BadSetting) as caught:
        load_settings({name: value})

    assert str(caught.value).startswith(place)
    assert "SAIPPUAKAUPPIAS" not in str(caught.value)
