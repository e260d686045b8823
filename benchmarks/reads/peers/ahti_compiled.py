"""Knows Ahti with compiled reads, every answer made by the database."""

from contextlib import AbstractAsyncContextManager

from graphql import GraphQLSchema

from ahti.clock import SystemClock
from ahti.service import open_service
from ahti.web.app import Service
from benchmarks.reads.peers.ahti_service import serve_ahti


def open_compiled(url: str, schema: GraphQLSchema) -> AbstractAsyncContextManager[Service]:
    return open_service(url, schema=schema, clock=SystemClock(), keeps_answers=False)


if __name__ == "__main__":
    serve_ahti(open_compiled)
