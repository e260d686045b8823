"""Knows how the service is known outside: where links in mail begin, which scopes the city's profile service shows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Public:
    """``url`` is without a slash at the end."""

    url: str = "http://127.0.0.1:8000"
    gdpr_query_scope: str = "gdprquery"
    gdpr_delete_scope: str = "gdprdelete"


# Where nobody said how the service is known outside.
LOCAL = Public()
