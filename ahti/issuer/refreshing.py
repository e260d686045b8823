"""Knows the refresh tokens of a grant: each is good once, and one that comes again ends the grant."""

import hmac
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from ahti.issuer.grants import Grant, NotGranted
from ahti.issuer.private_files import read_private, write_private
from harbors.chance import Chance, draw_token

REFRESHING_LASTS = timedelta(days=30)
# The file is written whole: whoever signs in over and over makes the oldest forgotten, not the file endless.
_MOST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Refreshing:
    """A grant that goes on. Its tokens are numbered, and sealed with its secret: all before ``newest`` are used up."""

    grant: Grant
    secret: str
    until: datetime
    newest: int = 0

    @property
    def token(self) -> str:
        """The one that is good now."""
        return self._numbered(self.newest)

    def number_of(self, token: str) -> int | None:
        """Which of ours a token is; ``None`` for one that we never gave: to end a grant takes more than its name."""
        number = token.split(".")[1] if token.count(".") == 2 else ""
        if not (number.isascii() and number.isdecimal()) or len(number) > 9:
            return None
        honest = self._numbered(int(number))
        return int(number) if hmac.compare_digest(token.encode(), honest.encode()) else None

    def _numbered(self, number: int) -> str:
        seal = hmac.digest(bytes.fromhex(self.secret), b"%d" % number, "sha256").hex()
        return f"{self.grant.id}.{number}.{seal}"


class RefreshTokens:
    """They stand in a private file, and survive a restart."""

    def __init__(self, path: Path, *, chance: Chance) -> None:
        self._path = path
        self._chance = chance
        self._kept = {one["grant"]["id"]: _read(one) for one in read_private(path) or []}

    def begin(self, grant: Grant, *, now: datetime) -> str:
        """The first refresh token of a grant."""
        going_on = [(id_, kept) for id_, kept in self._kept.items() if now < kept.until]
        self._kept = dict(going_on[1 - _MOST :])
        return self._keep(_Refreshing(grant=grant, secret=draw_token(self._chance), until=now + REFRESHING_LASTS))

    def use(self, token: str, *, client_id: str, now: datetime) -> tuple[Grant, str]:
        """The grant, and the token to use from now on; raises ``NotGranted``.

        A used token that comes again was stolen from somebody: the grant ends, for thief and owner alike.
        """
        kept = self._find(token)
        if kept is None or kept.grant.client_id != client_id or now >= kept.until:
            raise NotGranted
        if kept.number_of(token) != kept.newest:
            self.end(kept.grant.id)
            raise NotGranted
        return kept.grant, self._keep(replace(kept, newest=kept.newest + 1))

    def grant_of(self, token: str) -> Grant | None:
        """The grant that a token of ours belongs to, used up or not."""
        kept = self._find(token)
        return kept.grant if kept else None

    def end(self, grant_id: str) -> None:
        """No token of this grant is good any more."""
        if self._kept.pop(grant_id, None):
            self._write()

    def _find(self, token: str) -> _Refreshing | None:
        kept = self._kept.get(token.partition(".")[0])
        return kept if kept is not None and kept.number_of(token) is not None else None

    def _keep(self, kept: _Refreshing) -> str:
        self._kept[kept.grant.id] = kept
        self._write()
        return kept.token

    def _write(self) -> None:
        write_private(self._path, [_written(kept) for kept in self._kept.values()])


def _written(kept: _Refreshing) -> dict[str, object]:
    return asdict(kept) | {"until": kept.until.isoformat()}


def _read(written: Mapping[str, object]) -> _Refreshing:
    grant = written["grant"]
    assert isinstance(grant, dict)
    return _Refreshing(
        grant=Grant(**grant | {"scopes": tuple(grant["scopes"])}),
        secret=str(written["secret"]),
        until=datetime.fromisoformat(str(written["until"])),
        newest=int(str(written["newest"])),
    )
