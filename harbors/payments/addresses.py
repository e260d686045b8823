"""Knows where payers may be sent back to: pages of our own, and the addresses of the program that asked."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from harbors.errors import Invalid
from harbors.payments.refusals import payment_fault
from harbors.programs.addresses import fault_of_redirect, is_registered


def require_return(address: str, *, own_url: str, registered: Iterable[str]) -> None:
    """Raise ``Invalid`` for an address that is neither ours nor among those of the program."""
    sound = fault_of_redirect(address) is None
    if not sound or not (_is_own(address, own_url) or is_registered(address, registered)):
        raise Invalid(payment_fault("RETURN_NOT_ALLOWED", "returnUrl"))


def _is_own(address: str, own_url: str) -> bool:
    """Whether it is of the very same scheme, host and port, and below where our pages begin."""
    own, asked = urlsplit(own_url), urlsplit(address)
    base = own.path.rstrip("/") + "/"
    below = (asked.path or "/").startswith(base) and ".." not in asked.path.split("/")
    return (own.scheme, own.netloc) == (asked.scheme, asked.netloc) and below
