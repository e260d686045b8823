"""Knows how offers are had as letters: GET /offers/ID.pdf, signed in or with ?token= of the offer."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ahti.clock import Clock
from ahti.db import Database
from ahti.papers.letters import OfferLetter, render_letter
from ahti.web.authentication import Recognise
from ahti.web.sheets import Sheet, had_as_pdf
from harbors.access.records import Principal
from harbors.chance import Chance
from harbors.offers.records import OfferId
from harbors.offers.refusals import unknown_offer
from harbors.offers.showing import Letter, show_letter
from schema import ids
from schema.errors import BadInput

LETTERS_PATH = "/offers/{id}.pdf"


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
        """The letter, or why not."""
        return await had_as_pdf(request, self.recognise, self._letter)

    async def _letter(self, identifier: str, principal: Principal, token: str | None) -> Sheet:
        now = self.clock.now()
        async with self.database.unit_of_work(principal) as connection:
            letter = await show_letter(
                connection, _key(identifier), by=principal, token=token, now=now, chance=self.chance
            )
        return Sheet(letter.offer.reference, partial(render_letter, _told(letter), at=now))


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
