"""Knows the same schema through its own resolvers and dataloaders, each request parsed, validated and run by itself."""

from benchmarks.reads.peers.ahti_service import serve_resolvers
from schema.document_cache import Documents
from schema.prepared import PreparedDocument, prepare
from schema.requests import GraphQLRequest


class Forgotten(Documents):
    """No document is kept, as graphql-core does when nobody thinks of it."""

    async def prepare(self, request: GraphQLRequest) -> PreparedDocument:
        return prepare(self._schema, request.query)


if __name__ == "__main__":
    serve_resolvers(Forgotten)
