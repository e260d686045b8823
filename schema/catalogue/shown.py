"""Knows what providers show beside their resources: pictures, opening hours, policies."""

from typing import Any

import graphene

from harbors.hours import records as hours
from harbors.policies import records as policies
from schema.catalogue.common import Node
from schema.enums import described
from schema.reads.declare import EVERYBODY, KEY, Expression, Relation, SortKey, ToMany
from schema.reads.fields import ListField, computed, localized, to_many, to_one, translations
from schema.reads.resources import Resource

Weekday = described(
    hours.Weekday,
    "The days of the week.",
    MONDAY="Monday.",
    TUESDAY="Tuesday.",
    WEDNESDAY="Wednesday.",
    THURSDAY="Thursday.",
    FRIDAY="Friday.",
    SATURDAY="Saturday.",
    SUNDAY="Sunday.",
)
PolicyKind = described(
    policies.PolicyKind,
    "What a policy is about.",
    TERMS="The terms of booking.",
    CANCELLATION="What becomes of a booking that is cancelled.",
    PRIVACY="What is done with personal data.",
    PRICES="What things cost.",
    ACCESSIBILITY="How accessible it is, and where to complain.",
    RULES="How to behave there.",
)

_BY_TIME = (SortKey("{row}.created_at", "timestamptz"), KEY)
# The week first, by season, from Monday on; then the days that are exceptions.
_WEEK = "array_position(ARRAY['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'], "
_BY_DAY = (
    SortKey("coalesce({row}.day, '1900-01-01'::date)", "date"),
    SortKey("coalesce({row}.first_day, '1900-01-01'::date)", "date"),
    SortKey(f"coalesce({_WEEK}{{row}}.weekday), 0)", "integer"),
    SortKey("coalesce({row}.opens, '')", "text"),
    KEY,
)
_BY_KIND = (SortKey("{row}.kind", "text"), SortKey("{row}.valid_from", "date"), KEY)


def _path(width: str) -> Expression:
    return Expression(f"'/images/' || {{row}}.hash || '-' || {{row}}.{width} || '.webp'")


class Image(Resource):
    """A picture that a provider shows; other sizes than these two there are not."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("image_attachments", visible=EVERYBODY, order=_BY_TIME)

    path = computed(
        graphene.String, _path("width"), required=True, description="Where it is found on this service; it is WebP."
    )
    width = graphene.Int(required=True, description="Its width in pixels.")
    height = graphene.Int(required=True, description="Its height in pixels.")
    small_path = computed(
        graphene.String, _path("small_width"), required=True, description="Where a smaller one is found."
    )
    small_width = graphene.Int(required=True, description="The width of the smaller one.")
    small_height = graphene.Int(required=True, description="The height of the smaller one.")
    licence = graphene.String(required=True, description="The licence, by its SPDX identifier.")
    author = graphene.String(required=True, description="Who is to be named as its author.")
    caption = localized("caption", description="What is to be seen, in the language of the request.")
    captions = translations("caption", description="What is to be seen, in all languages.")
    created_at = graphene.DateTime(required=True, description="Since when it is shown.")
    provider = to_one("Provider", "provider_id", description="Whose it is.")


class OpeningHours(Resource):
    """A line of opening hours: of a weekday, all the year or in a season, or of one day that is an exception."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("opening_hours", visible=EVERYBODY, order=_BY_DAY)

    weekday = Weekday(description="The weekday; null for a single day.")
    first_day = graphene.Date(description="The first day of the season; null: all the year.")
    last_day = graphene.Date(description="The last day of the season.")
    day = graphene.Date(description="The single day, for which this stands instead of the week.")
    opens = graphene.String(description="When it opens, as 09:00 in the provider's time zone; null: closed that day.")
    closes = graphene.String(description="When it closes; if not later than it opens, on the next day.")


class ProviderPolicy(Resource):
    """Rules or terms by reference. They hold from a day on, until the next of the same kind do."""

    class Meta:
        interfaces = (Node,)
        relation = Relation("provider_policies", visible=EVERYBODY, order=_BY_KIND)

    kind = PolicyKind(required=True, description="What it is about.")
    title = localized("title", required=True, description="What it is called, in the language of the request.")
    titles = translations("title", description="What it is called, in all languages.")
    url = graphene.String(required=True, description="Where it stands.")
    valid_from = graphene.Date(required=True, description="The day from which it holds.")


def _of_this(to: str, order: tuple[SortKey, ...], description: str) -> ListField:
    return to_many(ToMany(to, "{row}.subject_id = {parent}", order=order), description=description)


def images() -> Any:
    """The field ``images``."""
    return _of_this("Image", _BY_TIME, "Pictures, the oldest first.")


def opening_hours() -> Any:
    """The field ``openingHours``."""
    return _of_this("OpeningHours", _BY_DAY, "The opening hours: the week by season, then the exceptions.")


def policies_of() -> Any:
    """The field ``policies``."""
    return _of_this("ProviderPolicy", _BY_KIND, "Rules and terms by reference, by kind.")
