"""Knows the strawberry peer with the extensions that keep documents: each is parsed and validated once."""

from functools import partial

from strawberry.extensions import ParserCache, ValidationCache

from benchmarks.reads.peers.shared_pool import serve
from benchmarks.reads.peers.strawberry_peer import make_app

CACHED_DOCUMENTS = 128
CACHES = (lambda: ParserCache(maxsize=CACHED_DOCUMENTS), lambda: ValidationCache(maxsize=CACHED_DOCUMENTS))

if __name__ == "__main__":
    serve(partial(make_app, extensions=CACHES))
