"""Knows which addresses a program may give. They are compared and shown; nobody here ever asks one for anything.

Source: RFC 8252 (native apps), RFC 9700 (2.1, 4.1): compared as text, https or this very machine or a scheme of one's
own, which has a dot, so that nobody takes ``javascript:`` for one.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

LONGEST_ADDRESS = 500
_VISIBLE = re.compile(r"[\x21-\x7e]+", re.ASCII)
_NEVER = re.compile(r'[#*\\<>"`{}|^]')
# A host goes into headers: nothing in it may end a directive of a policy.
_HOST = r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?"
_SECURE = re.compile(rf"https://{_HOST}(?:[/?].*)?", re.ASCII)
_LOOPBACK = re.compile(r"(http://(?:127\.0\.0\.1|\[::1\]))(?::[0-9]{1,5})?((?:[/?].*)?)", re.ASCII)
_OWN_SCHEME = re.compile(r"[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+:.*", re.ASCII)


def fault_of_redirect(address: str) -> str | None:
    """The code of what is wrong with an address to which people are to be sent back."""
    if len(address) > LONGEST_ADDRESS:
        return "ADDRESS_TOO_LONG"
    if not _VISIBLE.fullmatch(address):
        return "ADDRESS_SHAPE"
    if "#" in address:
        return "REDIRECT_FRAGMENT"
    if "*" in address:
        return "REDIRECT_WILDCARD"
    if _NEVER.search(address):
        return "ADDRESS_SHAPE"
    ways = (_SECURE, _LOOPBACK, _OWN_SCHEME)
    return None if any(way.fullmatch(address) for way in ways) else "REDIRECT_KIND"


def fault_of_page(address: str) -> str | None:
    """The code of what is wrong with the address of a page that people may look at."""
    if len(address) > LONGEST_ADDRESS:
        return "ADDRESS_TOO_LONG"
    plain = _VISIBLE.fullmatch(address) and not _NEVER.search(address)
    return None if plain and _SECURE.fullmatch(address) else "PAGE_NOT_SECURE"


def is_registered(address: str, registered: Iterable[str]) -> bool:
    """Whether this is one of the addresses, character by character: whatever is cleverer has been fooled.

    Of an address on this very machine the port is the native app's to choose (RFC 8252, 7.3).
    """
    return any(address == one or _portless(address) == _portless(one) is not None for one in registered)


def origin_of(address: str) -> str:
    """Where a form may lead, as a content security policy names it: it has no words for IPv6, nor for other schemes."""
    parts = urlsplit(address)
    whole = parts.scheme in ("http", "https") and "[" not in parts.netloc
    return f"{parts.scheme}://{parts.netloc}" if whole else f"{parts.scheme}:"


def host_of(address: str) -> str:
    """What a person is told of where an address leads."""
    return urlsplit(address).netloc or f"{urlsplit(address).scheme}:"


def _portless(address: str) -> str | None:
    found = _LOOPBACK.fullmatch(address)
    return found and found[1] + found[2]
