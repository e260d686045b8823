"""Knows how offers are had as letters: GET /offers/ID.pdf, signed in or with ?token= of the offer."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ahti.clock import Clock
from ahti.db import Database
from ahti.papers.letters import OfferLetter, render_letter
from ahti.web.authentication import Recognise, principal_of
from ahti.web.refusals import denied
from harbors.access.records import NOBODY, Principal, Scope
from harbors.chance import Chance
from harbors.errors import NotFound, Refused
from harbors.offers.records import OfferId
from harbors.offers.refusals import unknown_offer
from harbors.offers.showing import Letter, show_letter
from schema import ids
from schema.errors import ApiError, BadInput
from schema.permissions import KNOWN

LETTERS_PATH = "/offers/{id}.pdf"
READERS = KNOWN.within(Scope.APPLICATIONS_READ)


@dataclass(frozen=True, slots=True)
class Letters:
    """Answers whoever sees the offer: whom it is for, who has its link, and the provider's clerks."""

    database: Database
    recognise: Recognise
    clock: Clock
    chance: Chance

    @property
    def routes(self) -> list[Route]:
        """What stands at which path."""
        return [Route(LETTERS_PATH, self.answer, methods=["GET"])]

    async def answer(self, request: Request) -> Response:
        """The letter, or why not: the same whether there is none or it is another's."""
        token = request.query_params.get("token")
        try:
            principal = NOBODY if token else await principal_of(request.scope, self.recognise)
            if not token:
                READERS.check(principal)
            letter = await self._letter(_key(request.path_params["id"]), principal, token)
        except ApiError as refusal:
            return denied(refusal)
        except (NotFound, Refused):
            return Response(status_code=404)
        printed = await asyncio.to_thread(render_letter, _told(letter), at=self.clock.now())
        named = {
            "content-disposition": f'inline; filename="{letter.offer.reference}.pdf"',
            "cache-control": "no-store",
        }
        return Response(printed, media_type="application/pdf", headers=named)

    async def _letter(self, id: OfferId, principal: Principal, token: str | None) -> Letter:
        async with self.database.unit_of_work(principal) as connection:
            return await show_letter(
                connection, id, by=principal, token=token, now=self.clock.now(), chance=self.chance
            )


def _told(letter: Letter) -> OfferLetter:
    return OfferLetter(
        payee=letter.payee,
        name=letter.name,
        address=letter.address,
        reference=letter.offer.reference,
        place=letter.place,
        first_day=letter.first_day,
        last_day=letter.last_day,
        price=letter.price,
        due_on=letter.due_on,
        language=letter.language,
        payment_reference=letter.payment_reference,
    )


def _key(identifier: str) -> OfferId:
    """The offer, by the id of the API, or as links in mail have it. Raises ``NotFound``."""
    try:
        return OfferId(UUID(identifier))
    except ValueError:
        pass
    try:
        return OfferId(ids.decode_as("Offer", identifier))
    except BadInput:
        raise unknown_offer() from None
