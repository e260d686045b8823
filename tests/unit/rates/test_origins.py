"""From where a request comes: a peer, its network in IPv6, or what a trusted proxy says; this machine is nobody."""

from ipaddress import ip_network
from typing import Any

import pytest

from ahti.web.rates.callers import Origins

PROXIES = [ip_network("10.0.0.0/8"), ip_network("127.0.0.0/8"), ip_network("fd00::/8")]


def scope(peer: str | None, *forwarded: str) -> dict[str, Any]:
    headers = [(b"x-forwarded-for", one.encode()) for one in forwarded]
    return {"client": (peer, 1234) if peer else None, "headers": headers}


@pytest.mark.parametrize(
    ("peer", "origin"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", None),
        ("::1", None),
        (None, None),
        ("testclient", None),
    ],
)
def test_an_address_is_its_own_and_one_of_ipv6_its_networks(peer: str | None, origin: str | None) -> None:
    assert Origins().of(scope(peer)) == origin


def test_nobody_is_believed_who_is_not_trusted() -> None:
    assert Origins().of(scope("203.0.113.9", "198.51.100.1")) == "203.0.113.9"
    assert Origins(PROXIES).of(scope("203.0.113.9", "198.51.100.1")) == "203.0.113.9"


@pytest.mark.parametrize(
    ("forwarded", "origin"),
    [
        (("198.51.100.1",), "198.51.100.1"),
        (("192.0.2.66, 198.51.100.1",), "198.51.100.1"),
        (("192.0.2.66", "198.51.100.1, 10.2.3.4"), "198.51.100.1"),
        (("198.51.100.1, nonsense",), "10.0.0.1"),
        (("10.9.9.9",), "10.9.9.9"),
        (("2001:db8:1:2:3:4:5:6",), "2001:db8:1:2::/64"),
        (("127.0.0.1",), None),
        (("",), "10.0.0.1"),
    ],
)
def test_a_trusted_proxy_is_believed_about_the_last_stranger(forwarded: tuple[str, ...], origin: str | None) -> None:
    assert Origins(PROXIES).of(scope("10.0.0.1", *forwarded)) == origin
