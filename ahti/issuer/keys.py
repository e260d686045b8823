"""Knows the keys that the issuer signs with: made once, kept in a private file, changed for new ones in time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from joserfc.jwk import KeyParameters, KeySet, RSAKey

from ahti.issuer.private_files import read_private, write_private

ALGORITHM = "RS256"
# For how long a key signs.
TERM = timedelta(days=90)
_MARKS: KeyParameters = {"use": "sig", "alg": ALGORITHM}


@dataclass(frozen=True, slots=True)
class _Kept:
    """A key, and when it was made; it is the newest that signs."""

    key: RSAKey
    made_at: datetime


class Keys:
    """The newest signs. One that was replaced is published for as long as a token that it signed can be good."""

    def __init__(self, path: Path, *, tokens_last: timedelta) -> None:
        self._path = path
        self._tokens_last = tokens_last
        self._kept = [_read(one) for one in read_private(path) or []]

    def signing(self, now: datetime) -> RSAKey:
        """The key to sign with; a new one where there is none, or the last has signed for its term."""
        if not self._kept or now - self._kept[-1].made_at >= TERM:
            self.rotate(now)
        return self._kept[-1].key

    def rotate(self, now: datetime) -> None:
        """Sign with a new key from now on, and forget those whose last token is over."""
        self._kept = [*self._published(now), _Kept(RSAKey.generate_key(2048, _MARKS, auto_kid=True), now)]
        write_private(self._path, [_written(one) for one in self._kept])

    def published(self, now: datetime) -> KeySet:
        """Whatever may verify a token now."""
        self.signing(now)
        return KeySet([one.key for one in self._published(now)])

    def _published(self, now: datetime) -> Iterator[_Kept]:
        """A key's last token was signed when the next key was made."""
        replaced_at = [one.made_at for one in self._kept[1:]]
        for one, until in zip(self._kept, [*replaced_at, now], strict=True) if self._kept else ():
            if now <= until + self._tokens_last:
                yield one


def _written(kept: _Kept) -> dict[str, Any]:
    return {"made_at": kept.made_at.isoformat(), "key": kept.key.as_dict(private=True)}


def _read(written: dict[str, Any]) -> _Kept:
    return _Kept(RSAKey.import_key(written["key"]), datetime.fromisoformat(written["made_at"]))
