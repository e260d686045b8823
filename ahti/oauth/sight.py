"""Knows how pages look, and what a browser may do with them: show them, and send their form where it belongs."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from starlette.responses import HTMLResponse

from ahti.oauth.requests import fields_of
from harbors.text import Language, Translated

_SHARED = Path(__file__).parent / "pages"
_NAMES = {Language.FI: "Suomi", Language.SV: "Svenska", Language.EN: "English"}


class Sight:
    """Templates that escape everything; there is no script in them, and nothing to load."""

    def __init__(self, folder: Path, words: Mapping[str, Translated]) -> None:
        style = (_SHARED / "style.css").read_text()
        loader = FileSystemLoader([folder, _SHARED])
        self._environment = Environment(loader=loader, autoescape=True, trim_blocks=True)
        self._environment.globals["style"] = Markup(style)
        self._style = f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"
        self._words = words

    def page(
        self, template: str, language: Language, *, status: int = 200, form_action: str = "'none'", **values: object
    ) -> HTMLResponse:
        """A page. Its form may go to ``form_action``, and nobody may frame it."""
        say = _saying(self._words, language)
        html = self._environment.get_template(template).render(language=language.value, say=say, **values)
        policy = (
            f"default-src 'none'; style-src {self._style}; form-action {form_action}; "
            "base-uri 'none'; frame-ancestors 'none'"
        )
        headers = {"content-security-policy": policy, "x-frame-options": "DENY", "cache-control": "no-store"}
        return HTMLResponse(html, status, headers)

    def message(self, subject: str, told: str, *, status: int, language: Language) -> HTMLResponse:
        """A page that only says something."""
        return self.page("message.html", language, status=status, subject=subject, told=told)


def in_languages(query: bytes) -> list[dict[str, str]]:
    """The same page in each language, for links."""
    known = fields_of(query).values
    return [
        {"tag": tag.value, "name": name, "href": "?" + urlencode({**known, "ui_locales": tag.value})}
        for tag, name in _NAMES.items()
    ]


def _saying(words: Mapping[str, Translated], language: Language) -> Callable[[str], str | None]:
    return lambda key: words[key].in_language(language)
