"""Knows the page with which people try the API: GraphiQL."""

from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send


async def send_graphiql(scope: Scope, receive: Receive, send: Send) -> None:
    await HTMLResponse("<!doctype html><title>GraphiQL</title>")(scope, receive, send)
