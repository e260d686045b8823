"""Knows the page to which an invitation leads: it tells how to accept, since only who is signed in can."""

from collections.abc import Sequence
from html import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ahti.web.mailed import said
from ahti.web.negotiation import choose_language
from harbors.text import Translated
from schema.mutations.members import ACCEPT_INVITATION_PATH

_LONGEST_TOKEN = 200
_TITLE = Translated(
    fi="Sinut on kutsuttu toimimaan palveluntarjoajan puolesta.",
    sv="Du har bjudits in att handla för en tillhandahållare.",
    en="You are invited to act for a provider.",
)
_HOW = Translated(
    fi="Kirjaudu palveluun, jota käytät, ja hyväksy kutsu siellä tällä koodilla. Älä anna koodia muille.",
    sv="Logga in i den tjänst som du använder och godkänn inbjudan där med den här koden. Ge koden till ingen annan.",
    en="Sign in where you use the service and accept the invitation there with this code. Show the code to nobody.",
)


def _invited(request: Request) -> Response:
    language = choose_language(request.headers.get("accept-language"))
    token = request.query_params.get("token", "")[:_LONGEST_TOKEN]
    return said(
        _TITLE, language, body=f"<p>{escape(_HOW.in_language(language) or '')}</p><p><code>{escape(token)}</code></p>"
    )


ROUTES: Sequence[Route] = (Route(ACCEPT_INVITATION_PATH, _invited),)
