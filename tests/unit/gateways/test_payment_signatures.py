"""Signatures of payment gateways, against what Paytrail published."""

import json
from hashlib import sha512
from hmac import new as hmac_of

import pytest
from pydantic import SecretStr

from ahti.gateways.payments.signatures import Algorithm, is_signed, sign

SECRET = SecretStr("SAIPPUAKAUPPIAS")
# Of https://docs.paytrail.com/#/examples: HMAC calculation, and Get.
POSTED = {
    "checkout-account": "375917",
    "checkout-algorithm": "sha256",
    "checkout-method": "POST",
    "checkout-nonce": "564635208570151",
    "checkout-timestamp": "2018-07-06T10:01:31.904Z",
}
BODY = json.dumps(
    {
        "stamp": "unique-identifier-for-merchant",
        "reference": "3759170",
        "amount": 1525,
        "currency": "EUR",
        "language": "FI",
        "items": [
            {
                "unitPrice": 1525,
                "units": 1,
                "vatPercentage": 24,
                "productCode": "#1234",
                "deliveryDate": "2018-09-01",
            }
        ],
        "customer": {"email": "test.customer@example.com"},
        "redirectUrls": {
            "success": "https://ecom.example.com/cart/success",
            "cancel": "https://ecom.example.com/cart/cancel",
        },
    },
    separators=(",", ":"),
).encode()
GOT = {
    "checkout-account": "375917",
    "checkout-algorithm": "sha256",
    "checkout-method": "GET",
    "checkout-nonce": "87ac41e1-e6e6-4789-b8e0-c83930cfc447",
    "checkout-timestamp": "2019-11-01T08:48:50.832Z",
    "checkout-transaction-id": "681538c4-fc84-11e9-83bc-2ffcef4c3453",
}
POST_SIGNATURE = "3708f6497ae7cc55a2e6009fc90aa10c3ad0ef125260ee91b19168750f6d74f6"
GET_SIGNATURE = "4d84e3aedaa847b23e672ff3bc9c57ae5d1c1e84aec251ce39914eaf250bb8b2"


def test_a_post_is_signed_as_paytrail_published_it() -> None:
    assert sign(SECRET, POSTED, BODY) == POST_SIGNATURE


def test_a_get_is_signed_as_paytrail_published_it() -> None:
    assert sign(SECRET, GOT) == GET_SIGNATURE


def test_sha512_is_over_the_very_same_text() -> None:
    text = b"\n".join(f"{name}:{GOT[name]}".encode() for name in sorted(GOT)) + b"\n"
    signature = hmac_of(b"SAIPPUAKAUPPIAS", text, sha512).hexdigest()

    assert sign(SECRET, GOT, algorithm=Algorithm.SHA512) == signature


def test_what_does_not_belong_to_the_signature_is_left_out() -> None:
    assert is_signed(SECRET, {**POSTED, "host": "example.org"}, BODY, signature=POST_SIGNATURE)


@pytest.mark.parametrize("signature", ["", "é", POST_SIGNATURE[:-1], POST_SIGNATURE.upper(), GET_SIGNATURE])
def test_another_signature_does_not_hold(signature: str) -> None:
    assert not is_signed(SECRET, POSTED, BODY, signature=signature)


@pytest.mark.parametrize("name", sorted(POSTED))
def test_no_value_can_be_changed_or_left_out(name: str) -> None:
    without = {key: text for key, text in POSTED.items() if key != name}

    assert not is_signed(SECRET, {**POSTED, name: "other"}, BODY, signature=POST_SIGNATURE)
    assert not is_signed(SECRET, without, BODY, signature=POST_SIGNATURE)


def test_a_cut_body_does_not_hold() -> None:
    assert not is_signed(SECRET, POSTED, BODY[:-1], signature=POST_SIGNATURE)


def test_two_values_cannot_be_passed_as_one() -> None:
    joined = {"checkout-a": "1\ncheckout-b:2"}
    signature = sign(SECRET, {"checkout-a": "1", "checkout-b": "2"})

    assert signature == sign(SECRET, joined)
    assert not is_signed(SECRET, joined, signature=signature)
