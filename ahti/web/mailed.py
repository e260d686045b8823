"""Knows how the pages look to which links in mail lead: a sentence, and perhaps something to do; nothing to load."""

from base64 import b64encode
from hashlib import sha256
from html import escape

from starlette.responses import HTMLResponse, Response

from harbors.text import Language, Translated

_STYLE = """
:root { --sea: #0b4f6c; --foam: #f3f8fa; --paper: #fff; --ink: #12242e; --line: #c9d8df; --on-sea: #fff }
@media (prefers-color-scheme: dark) {
  :root { --sea: #7cc4e2; --foam: #0b202c; --paper: #12303f; --ink: #eef6f9; --line: #2c4d5e; --on-sea: #061a25 }
}
body { margin: 0; padding: 1.25rem; background: var(--foam); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 34rem; margin: 8vh auto 0; padding: 1.5rem 1.75rem 1.75rem; background: var(--paper);
  border: 1px solid var(--line); border-top: 4px solid var(--sea); border-radius: .5rem }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25 }
p, form { margin: 1rem 0 0 }
code { display: block; padding: .75rem; background: var(--foam); overflow-wrap: anywhere; user-select: all }
button { min-height: 2.75rem; padding: .5rem 1.25rem; border: 0; border-radius: .5rem; background: var(--sea);
  color: var(--on-sea); font: inherit; font-weight: 600; cursor: pointer }
:focus-visible { outline: 3px solid #d9480f; outline-offset: 2px }
"""
_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">
<title>{title}</title><style>{style}</style></head>
<body><main><h1>{title}</h1>{body}</main></body></html>
"""
_HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; "
    f"style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
}


def said(text: Translated, language: Language, *, body: str = "", status: int = 200) -> Response:
    """A page with this sentence as its title; ``body`` is HTML of ours."""
    title = escape(text.in_language(language) or "")
    html = _PAGE.format(language=language, title=title, style=_STYLE, body=body)
    return HTMLResponse(html, status_code=status, headers=_HEADERS)
