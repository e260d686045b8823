"""Knows the authorization endpoint: a program sends a person, who chooses to be somebody and is sent back."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from ahti.issuer.forms import Forms
from ahti.issuer.provider import Provider
from ahti.issuer.sight import Pages
from ahti.oauth.answers import see_other
from ahti.oauth.clients import Clients
from ahti.oauth.posted import posted_form
from ahti.oauth.requests import NotSentBack, SentBack, SignInRequest, fields_of, read_request
from ahti.web.facts import facts_of
from ahti.web.negotiation import choose_language
from harbors.text import Language

Answer = Callable[[SignInRequest, bytes], Awaitable[Response]]


class Authorizing:
    """The page and its form. Nobody stays signed in here: each program asks anew."""

    def __init__(self, provider: Provider, clients: Clients, *, forms: Forms, pages: Pages) -> None:
        self._provider = provider
        self._clients = clients
        self._forms = forms
        self._pages = pages

    async def endpoint(self, request: Request) -> Response:
        """A form of ours comes by POST with the query of its page; a program may send its whole request by POST."""
        query: bytes = request.scope["query_string"]
        form = await posted_form(request) if request.method == "POST" else None
        if form is not None and not query:
            return see_other(f"{request.url.path}?{form.decode('ascii', 'replace')}")
        try:
            asked = await read_request(query, self._clients, issuer=self._provider.minting.issuer)
        except NotSentBack:
            return self._pages.message("refused", "refused", status=400, language=facts_of(request.scope).language)
        except SentBack as back:
            return see_other(back.address)
        return self._show(request, asked, query) if form is None else self._answer(request, asked, query, form)

    def _show(self, request: Request, asked: SignInRequest, query: bytes) -> Response:
        word = self._forms.word_of(request)
        people = list(self._provider.people.values())
        seal = self._forms.seal(word, query)
        page = self._pages.sign_in(asked, people, query=query, seal=seal, language=_language(request, asked))
        self._forms.keep(page, word)
        return page

    def _answer(self, request: Request, asked: SignInRequest, query: bytes, form: bytes) -> Response:
        fields = fields_of(form)
        if not self._forms.is_ours(request, seal=fields.get("seal") or "", query=query):
            return self._pages.message("refused", "stale", status=400, language=_language(request, asked))
        if fields.get("decline"):
            return see_other(asked.declined())
        person = self._provider.people.get(fields.get("person") or "")
        if person is None:
            return self._show(request, asked, query)
        return see_other(asked.answered(self._provider.sign_in(asked, person)))


def _language(request: Request, asked: SignInRequest) -> Language:
    if asked.ui_locales:
        return choose_language(asked.ui_locales.replace(" ", ","))
    return facts_of(request.scope).language
