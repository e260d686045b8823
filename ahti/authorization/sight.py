"""Knows the page on which a person is asked what a program may do."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse

from ahti.authorization.texts import PAGE
from ahti.oauth.requests import SignInRequest
from ahti.oauth.sight import Sight, in_languages
from ahti.web.facts import facts_of
from ahti.web.negotiation import choose_language
from harbors.programs.addresses import host_of, origin_of
from harbors.programs.records import REFRESHING_LASTS, Client
from harbors.programs.words import SCOPE_WORDS
from harbors.text import Language


class Pages(Sight):
    """The pages of the authorization server."""

    def __init__(self) -> None:
        super().__init__(Path(__file__).parent / "pages", PAGE)

    def consent(
        self, asked: SignInRequest, client: Client, *, query: bytes, seal: str, language: Language
    ) -> HTMLResponse:
        """Which program, where it is at home, what it may do, for how long, and how that is taken back."""
        figures = {"program": client.form.name, "days": REFRESHING_LASTS.days, "host": host_of(asked.redirect_uri)}
        asks, lasts, sends_back = (
            PAGE[name].with_figures(**figures).in_language(language) for name in ("asks", "lasts", "sends_back")
        )
        return self.page(
            "consent.html",
            language,
            form_action=f"'self' {origin_of(asked.redirect_uri)}",
            action=f"?{query.decode('ascii')}",
            seal=seal,
            client=client.form,
            home=host_of(client.form.homepage),
            may=[SCOPE_WORDS[scope].in_language(language) for scope in asked.scopes],
            languages=in_languages(query),
            asks=asks,
            lasts=lasts,
            sends_back=sends_back,
        )


def language_of(request: Request, ui_locales: str | None) -> Language:
    """What the program or the person chose, else what the browser likes best."""
    if ui_locales:
        return choose_language(ui_locales.replace(" ", ","))
    return facts_of(request.scope).language
