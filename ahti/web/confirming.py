"""Knows the pages to which links in mail lead: looking does nothing, since mail is looked through by machines."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ahti.clock import Clock
from ahti.db import Database
from ahti.web.mailed import said
from ahti.web.negotiation import choose_language
from harbors.applications.ownership import confirm_application
from harbors.customers.confirmations import confirm_mail
from harbors.errors import HarborError
from harbors.sql import Connection
from harbors.text import Language, Translated
from schema.mutations.links import CONFIRM_APPLICATION_PATH, CONFIRM_MAIL_PATH

_QUESTION = Translated(
    fi="Onko tämä sähköpostiosoite sinun?", sv="Är den här e-postadressen din?", en="Is this e-mail address yours?"
)
_BUTTON = Translated(fi="Vahvista osoite", sv="Bekräfta adressen", en="Confirm the address")
_DONE = Translated(
    fi="Kiitos, osoite on vahvistettu.", sv="Tack, adressen är bekräftad.", en="Thank you: it is confirmed."
)
Confirm = Callable[[Connection, str, datetime], Awaitable[object]]


async def _mail(connection: Connection, token: str, now: datetime) -> object:
    return await confirm_mail(connection, token, now=now)


async def _application(connection: Connection, token: str, now: datetime) -> object:
    return await confirm_application(connection, token, now=now)


@dataclass(frozen=True, slots=True)
class Confirming:
    """The pages behind links that were mailed."""

    database: Database
    clock: Clock

    @property
    def routes(self) -> Sequence[Route]:
        return [
            Route(path, self._page(confirm), methods=["GET", "POST"])
            for path, confirm in ((CONFIRM_MAIL_PATH, _mail), (CONFIRM_APPLICATION_PATH, _application))
        ]

    def _page(self, confirm: Confirm) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            language = choose_language(request.headers.get("accept-language"))
            if request.method != "POST":
                return said(_QUESTION, language, body=_form(language))
            try:
                async with self.database.unit_of_work() as connection:
                    await confirm(connection, request.query_params.get("token", ""), self.clock.now())
            except HarborError as refusal:
                return said(refusal.problems[0].message, language, status=404)
            return said(_DONE, language)

        return answer


def _form(language: Language) -> str:
    """Sent to where the page is, so that the token is written nowhere in it."""
    return f'<form method="post"><button>{escape(_BUTTON.in_language(language) or "")}</button></form>'
