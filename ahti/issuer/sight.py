"""Knows how the pages look, and what a browser may do with them: show them, and send their form where it belongs."""

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from starlette.responses import HTMLResponse

from ahti.issuer.clients import origin_of
from ahti.issuer.people import DemoPerson
from ahti.issuer.requests import SignInRequest, fields_of
from ahti.issuer.texts import LEVELS, PAGE, SCOPES
from harbors.access.records import Assurance
from harbors.text import Language

_FOLDER = Path(__file__).parent / "pages"
_NAMES = {Language.FI: "Suomi", Language.SV: "Svenska", Language.EN: "English"}


class Pages:
    """Made of templates that escape everything; there is no script in them, and nothing to load."""

    def __init__(self) -> None:
        style = (_FOLDER / "style.css").read_text()
        self._environment = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, trim_blocks=True)
        self._environment.globals["style"] = Markup(style)
        self._style = f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"

    def sign_in(
        self, request: SignInRequest, people: list[DemoPerson], *, query: bytes, seal: str, language: Language
    ) -> HTMLResponse:
        """Where a person is chosen. The form may go to us, and from us to the program's own address."""
        asked = PAGE["asks"].with_figures(program=request.client.name.in_language(language))
        html = self._render(
            "sign_in.html",
            language,
            action=f"?{query.decode('ascii')}",
            seal=seal,
            people=[_shown(person, language) for person in people],
            asks=asked.in_language(language),
            scopes=[SCOPES[scope].in_language(language) for scope in request.scopes],
            languages=[
                {"tag": tag.value, "name": name, "href": _in_language(query, tag)} for tag, name in _NAMES.items()
            ],
        )
        return self._response(html, 200, form_action=f"'self' {origin_of(request.redirect_uri)}")

    def message(self, subject: str, told: str, *, status: int, language: Language) -> HTMLResponse:
        """A page that only says something."""
        return self._response(self._render("message.html", language, subject=subject, told=told), status)

    def _render(self, name: str, language: Language, **values: object) -> str:
        return self._environment.get_template(name).render(language=language.value, say=_saying(language), **values)

    def _response(self, html: str, status: int, *, form_action: str = "'none'") -> HTMLResponse:
        policy = (
            f"default-src 'none'; style-src {self._style}; form-action {form_action}; "
            "base-uri 'none'; frame-ancestors 'none'"
        )
        return HTMLResponse(html, status, {"content-security-policy": policy, "cache-control": "no-store"})


def _saying(language: Language) -> Callable[[str], str | None]:
    return lambda key: PAGE[key].in_language(language)


def _shown(person: DemoPerson, language: Language) -> dict[str, object]:
    return {
        "subject": person.subject,
        "name": person.name,
        "initials": person.given_name[0] + person.family_name[0],
        "caption": person.caption.in_language(language),
        "level": LEVELS[person.assurance].in_language(language),
        "is_strong": person.assurance.reaches(Assurance.SUBSTANTIAL),
    }


def _in_language(query: bytes, language: Language) -> str:
    """The same page in another language."""
    return "?" + urlencode({**fields_of(query).values, "ui_locales": language.value})
