"""Knows how well a token says that its person was identified."""

from ahti.gateways.oidc.compact import Claims
from ahti.gateways.oidc.issuers import TrustedIssuer
from harbors.access.records import Assurance

_ORDER = list(Assurance)


def assurance_of(claims: Claims, terms: TrustedIssuer) -> Assurance:
    """The highest level that the claims stand for (``amr`` lists several); a word nobody explained stands for none."""
    levels = [
        Assurance(known[word])
        for claim, known in terms.assurance_claim.items()
        for word in _listed(claims.get(claim))
        if word in known
    ]
    return max(levels, key=_ORDER.index, default=Assurance.NONE)


def _listed(claim: object) -> list[str]:
    words = claim if isinstance(claim, list) else [claim]
    return [word for word in words if isinstance(word, str)]
