"""Knows how the pages look to which links in mail lead: a sentence, and perhaps something to do; nothing to load."""

from html import escape

from starlette.responses import HTMLResponse, Response

from harbors.text import Language, Translated

_PAGE = """<!doctype html>
<html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer"><title>{title}</title>
<main><h1>{title}</h1>{body}</main></html>
"""
_HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
}


def said(text: Translated, language: Language, *, body: str = "", status: int = 200) -> Response:
    """A page with this sentence as its title; ``body`` is HTML of ours."""
    title = escape(text.in_language(language) or "")
    return HTMLResponse(_PAGE.format(language=language, title=title, body=body), status_code=status, headers=_HEADERS)
