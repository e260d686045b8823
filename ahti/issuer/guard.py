"""Knows where the issuer must not run: where somebody could believe it, since anybody may be anybody there."""

from ahti.gateways.oidc.addresses import is_loopback_host
from ahti.refusal import OperatorError
from ahti.settings import Settings

# Under the data directory: its keys and refresh tokens.
FOLDER = "issuer"


class IssuerExposed(OperatorError):
    """The demonstration's issuer would let strangers in; the message names what would have to be said twice."""


def wanted_beside(settings: Settings, *, usually: bool, external: bool) -> bool:
    """Whether to run it: as ``AHTI_DEMO_ISSUER`` says, or as ``usually``. ``external``: the database is not our own.

    Raises ``IssuerExposed``.
    """
    wanted = usually if settings.demo_issuer is None else settings.demo_issuer == "on"
    told_twice = settings.demo_issuer_exposed == "on" and settings.demo_issuer_lets_anybody_in == "on"
    reasons = _reasons(settings.host, external=external)
    if wanted and reasons and not told_twice:
        raise IssuerExposed(
            "the issuer of the demonstration lets anybody in as anybody, without a password, and "
            f"{' and '.join(reasons)}: leave it out with AHTI_DEMO_ISSUER=off, or say twice that this is meant, "
            "with AHTI_DEMO_ISSUER_EXPOSED=on and AHTI_DEMO_ISSUER_LETS_ANYBODY_IN=on"
        )
    return wanted


def _reasons(host: str, *, external: bool) -> list[str]:
    reasons = [] if is_loopback_host(host) else [f"others can reach {host}"]
    return [*reasons, "the database of AHTI_DATABASE_URL holds more than a demonstration"] if external else reasons
