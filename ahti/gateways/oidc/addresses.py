"""Knows which addresses of issuers are taken: https, or plain http on this very machine."""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit


def require_address(text: str, *, loopback: bool) -> str:
    """``text`` as it is; raises ``ValueError``. ``loopback``: whether http on this machine will do."""
    parts = urlsplit(text)
    if not parts.hostname or parts.username is not None or parts.password is not None or parts.fragment:
        raise ValueError("must be an address without a name, a password or a fragment")
    if parts.scheme != "https" and not (parts.scheme == "http" and loopback and _is_loopback(parts)):
        raise ValueError("must begin with https://, or be on this machine")
    return text


def is_loopback(address: str) -> bool:
    """Whether this machine itself is meant."""
    return _is_loopback(urlsplit(address))


def _is_loopback(parts: SplitResult) -> bool:
    return is_loopback_host(parts.hostname or "")


def is_loopback_host(host: str) -> bool:
    """Whether the host of this name or number is this machine, for itself alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
