"""Knows which keys of a published key set may verify a signature, and which one a token means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey

_KINDS: Mapping[str, type[RSAKey] | type[ECKey] | type[OKPKey]] = {"RSA": RSAKey, "EC": ECKey, "OKP": OKPKey}
_KIND_OF = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}
# Under 2048 bits a signature can be forged with money, above 8192 bits it takes long to verify.
_RSA_BITS = range(2048, 8193)
_MOST_KEYS = 100


@dataclass(frozen=True, slots=True)
class KeySet:
    """Public keys for signatures; symmetric and private ones were left out when it was read."""

    keys: tuple[Key, ...]

    def find(self, kid: str | None, algorithm: str) -> Key | None:
        """The key that a token names; one without a name means the only key that there is for its algorithm."""
        fitting = [key for key in self.keys if key.key_type == _KIND_OF[algorithm[:2]] and key.alg in (None, algorithm)]
        if kid is None:
            return fitting[0] if len(fitting) == 1 else None
        return next((key for key in fitting if key.kid == kid), None)

    def names(self, kid: str | None) -> bool:
        """Whether some key has this name, whatever it is good for."""
        return any(key.kid == kid for key in self.keys)


def read_key_set(published: Mapping[str, Any]) -> KeySet:
    """The keys of a JWKS that we can use; the others, of kinds that we do not know, are none of our business."""
    listed = published.get("keys")
    return KeySet(tuple(_readable(listed[:_MOST_KEYS] if isinstance(listed, list) else [])))


def _readable(listed: list[Any]) -> Iterator[Key]:
    for one in listed:
        kind = _KINDS.get(str(one.get("kty"))) if isinstance(one, dict) else None
        if kind is None or "d" in one or one.get("use", "sig") != "sig" or not _is_sound(one):
            continue
        try:
            yield kind.import_key(one)
        except (JoseError, ValueError, TypeError, KeyError):
            continue


def _is_sound(key: Mapping[str, Any]) -> bool:
    """Whether its words are words, and an RSA key is neither short nor endless (six bits to a character)."""
    if not all(isinstance(key.get(name, ""), str) for name in ("kid", "alg", "n", "e", "x", "y", "crv")):
        return False
    return key["kty"] != "RSA" or len(key.get("n", "")) * 6 // 8 * 8 in _RSA_BITS
