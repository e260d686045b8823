"""Knows the files that the service sends to browsers: all its own, read once, packed once."""

import asyncio
import gzip
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable

from starlette.requests import Request
from starlette.responses import Response

from ahti.web.negotiation import choose_coding

_MEDIA_TYPES = {"js": "text/javascript", "css": "text/css", "html": "text/html", "txt": "text/plain"}


@dataclass(frozen=True)
class Asset:
    """One file; packed when a browser first asks for it."""

    content: bytes
    media_type: str

    @cached_property
    def etag(self) -> str:
        return f'W/"{hashlib.sha256(self.content).hexdigest()[:32]}"'

    @cached_property
    def packed(self) -> bytes:
        return gzip.compress(self.content, mtime=0)

    async def response(self, request: Request) -> Response:
        """The file, or 304 when the browser has it."""
        headers = {"etag": self.etag, "cache-control": "no-cache", "vary": "Accept-Encoding"}
        if self.etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if choose_coding(request.headers.get("accept-encoding"), ("gzip",)) is None:
            return Response(self.content, headers=headers, media_type=self.media_type)
        packed = await asyncio.to_thread(lambda: self.packed)
        return Response(packed, headers=headers | {"content-encoding": "gzip"}, media_type=self.media_type)


def load_assets() -> Mapping[str, Asset]:
    """Every file of the static folder that a browser may want, by its path from there."""
    return dict(_walk(files("ahti.web").joinpath("static"), ""))


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Asset]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        elif media_type := _MEDIA_TYPES.get(entry.name.rpartition(".")[2]):
            yield f"{prefix}{entry.name}", Asset(entry.read_bytes(), media_type)
