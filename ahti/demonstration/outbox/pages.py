"""Knows the two pages of the outbox: all messages, and one as it reads; for a browser on this machine alone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from ipaddress import ip_address
from uuid import UUID

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from ahti.db import Database
from ahti.gateways.mail.rendering import render, render_sms
from harbors.access.commands import act_as_system
from harbors.notices.reads import find_message, list_messages
from harbors.notices.records import Message, MessageId, MessageKind
from harbors.sql import Connection

_LAYOUTS = Environment(
    loader=PackageLoader("ahti.demonstration.outbox", "layouts"), autoescape=True, undefined=StrictUndefined
)
_HEADERS = {"cache-control": "no-store"}
# What a browser says of a page that was asked for by its address, or by a link on one of ours.
_OWN_SITES = ("same-origin", "none")


def outbox_routes(database: Database) -> list[Route]:
    """The pages, as routes of the demonstration's site."""
    return [
        Route("/outbox", partial(_list, database)),
        Route("/outbox/{id:uuid}", partial(_one, database)),
    ]


async def _list(database: Database, request: Request) -> Response:
    if not is_from_here(request):
        return _nothing()
    async with _system(database) as connection:
        messages = [message for message in await list_messages(connection) if message.address is not None]
    return _page("list", shown=[(message, _subject(message)) for message in messages])


async def _one(database: Database, request: Request) -> Response:
    if not is_from_here(request):
        return _nothing()
    id: UUID = request.path_params["id"]
    async with _system(database) as connection:
        message = await find_message(connection, MessageId(id))
    if message is None or message.address is None:
        return _nothing()
    link, subject = message.figures.get("link"), _subject(message)
    if message.kind is MessageKind.SMS:
        return _page("message", message=message, subject=subject, text=subject, html=None, link=link)
    rendered = render(message)
    # A link opens beside the outbox: no page of ours stands in a frame.
    html = rendered.html.replace("<head>", '<head><base target="_blank">', 1)
    return _page("message", message=message, subject=subject, text=rendered.text, html=html, link=link)


def is_from_here(request: Request) -> bool:
    """Whether a browser of this machine asks for itself.

    Mail holds keys. Another site, which our open CORS would let read what we answer, or whose name points to this
    machine, has no business here; nor has another machine.
    """
    site = request.headers.get("sec-fetch-site", "none")
    named = request.url.hostname or ""
    return site in _OWN_SITES and request.client is not None and all(map(_is_here, (named, request.client.host)))


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


@asynccontextmanager
async def _system(database: Database) -> AsyncIterator[Connection]:
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        yield connection


def _subject(message: Message) -> str:
    return render_sms(message) if message.kind is MessageKind.SMS else render(message).subject


def _page(layout: str, **told: object) -> Response:
    return HTMLResponse(_LAYOUTS.get_template(f"{layout}.html.jinja").render(told), headers=_HEADERS)


def _nothing() -> Response:
    return PlainTextResponse("Not Found", status_code=404, headers=_HEADERS)
