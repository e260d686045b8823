"""A bearer token is taken from one Authorization header, and what cannot be one is not taken for nobody."""

import pytest

from ahti.gateways.oidc.bearer import bearer_token
from ahti.gateways.oidc.refusals import AccessRefused, MalformedRequest, Reason

TOKEN = "eyJh.eyJp.c2ln-_~+/=="


def of(*values: str) -> list[tuple[bytes, bytes]]:
    return [(b"host", b"here"), *((b"authorization", value.encode("latin-1")) for value in values)]


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "bEaReR"])
@pytest.mark.parametrize("gap", [" ", "  "])
def test_the_scheme_is_read_in_any_case(scheme: str, gap: str) -> None:
    assert bearer_token(of(f"{scheme}{gap}{TOKEN}")) == TOKEN


def test_without_credentials_there_is_no_token() -> None:
    assert bearer_token(of()) is None
    # Neither a cookie nor any other header is asked.
    assert bearer_token([(b"cookie", b"access_token=" + TOKEN.encode()), (b"x-authorization", b"Bearer x")]) is None


@pytest.mark.parametrize(
    ("values", "status", "reason", "challenge"),
    [
        ([f"Bearer {TOKEN}", f"Bearer {TOKEN}"], 400, Reason.SEVERAL_HEADERS, 'Bearer error="invalid_request"'),
        ([f"Bearer {TOKEN}", "Basic YTpi"], 400, Reason.SEVERAL_HEADERS, 'Bearer error="invalid_request"'),
        (["Bearer"], 400, Reason.NOT_A_TOKEN, 'Bearer error="invalid_request"'),
        (["Bearer "], 400, Reason.NOT_A_TOKEN, 'Bearer error="invalid_request"'),
        ([f"Bearer {TOKEN} x"], 400, Reason.NOT_A_TOKEN, 'Bearer error="invalid_request"'),
        ([f"Bearer {TOKEN}, Bearer {TOKEN}"], 400, Reason.NOT_A_TOKEN, 'Bearer error="invalid_request"'),
        ([f'Bearer "{TOKEN}"'], 400, Reason.NOT_A_TOKEN, 'Bearer error="invalid_request"'),
        (["Bearer =="], 400, Reason.NOT_A_TOKEN, 'Bearer error="invalid_request"'),
        (["Bearer a=b"], 400, Reason.NOT_A_TOKEN, 'Bearer error="invalid_request"'),
        (["Bearer ä"], 400, Reason.NOT_A_TOKEN, 'Bearer error="invalid_request"'),
        (["Bearer a\x00"], 400, Reason.NOT_A_TOKEN, 'Bearer error="invalid_request"'),
        (["Bearer a\n"], 400, Reason.NOT_A_TOKEN, 'Bearer error="invalid_request"'),
        (["Bearer " + "a" * 16_385], 401, Reason.TOO_LONG, 'Bearer error="invalid_token"'),
        (["Basic YTpi"], 401, Reason.OTHER_SCHEME, "Bearer"),
        ([f"BearerX {TOKEN}"], 401, Reason.OTHER_SCHEME, "Bearer"),
        ([f"Bearer\t{TOKEN}"], 401, Reason.OTHER_SCHEME, "Bearer"),
        ([TOKEN], 401, Reason.OTHER_SCHEME, "Bearer"),
        ([""], 401, Reason.OTHER_SCHEME, "Bearer"),
    ],
)
def test_credentials_that_are_no_bearer_token_are_refused(
    values: list[str], status: int, reason: Reason, challenge: str
) -> None:
    with pytest.raises(AccessRefused) as refused:
        bearer_token(of(*values))
    assert (refused.value.status, refused.value.reason) == (status, reason)
    assert refused.value.headers == {"www-authenticate": challenge, "cache-control": "no-store"}


def test_the_longest_token_is_taken() -> None:
    assert bearer_token(of("Bearer " + "a" * 16_384)) == "a" * 16_384


def test_a_refusal_does_not_repeat_the_token() -> None:
    with pytest.raises(MalformedRequest) as refused:
        bearer_token(of(f"Bearer {TOKEN} x"))
    assert TOKEN not in repr(refused.value) + str(refused.value)
