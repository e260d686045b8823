"""Knows the same schema through its own resolvers, documents parsed and validated once: what Ahti falls back to."""

from benchmarks.reads.peers.ahti_service import serve_resolvers
from schema.document_cache import Documents

if __name__ == "__main__":
    serve_resolvers(Documents)
