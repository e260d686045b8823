"""Knows the inputs with which providers show more of what they list."""

import graphene

from schema.catalogue.shown import PolicyKind, Weekday
from schema.lists import some
from schema.mutations.inputs import TextInput, idempotency_key


class OpeningHoursInput(graphene.InputObjectType):
    """A line of opening hours, of a weekday or of a single day."""

    weekday = Weekday(description="The weekday, unless it is for a single day.")
    first_day = graphene.Date(description="The first day of the season in which it holds; left out: all the year.")
    last_day = graphene.Date(description="The last day of the season.")
    day = graphene.Date(description="A single day, for which this stands instead of the week.")
    opens = graphene.String(description="When it opens, as 09:00; left out: closed on that single day.")
    closes = graphene.String(description="When it closes, as 17:30 or 24:00; not later than it opens: on the next day.")


class SetOpeningHoursInput(graphene.InputObjectType):
    """All opening hours of something."""

    subject_id = graphene.ID(required=True, description="The id of a Provider, Harbor or Service.")
    hours = graphene.InputField(some(OpeningHoursInput), required=True, description="All lines; none: none are told.")
    idempotency_key = idempotency_key()


class PolicyInput(graphene.InputObjectType):
    """Rules or terms by reference."""

    kind = PolicyKind(required=True, description="What it is about.")
    title = graphene.InputField(TextInput, required=True, description="What it is called, in one language at least.")
    url = graphene.String(required=True, description="Where it stands, beginning with https://.")
    valid_from = graphene.Date(required=True, description="The day from which it holds.")


class SetPoliciesInput(graphene.InputObjectType):
    """All policies of something."""

    subject_id = graphene.ID(required=True, description="The id of a Provider, Harbor, WinterStorageArea or Service.")
    policies = graphene.InputField(some(PolicyInput), required=True, description="All of them; none: none are told.")
    idempotency_key = idempotency_key()


class AttachImageInput(graphene.InputObjectType):
    """A picture that the one who asks sent to `/images`, and of what it is shown."""

    image_id = graphene.ID(required=True, description="The id that `/images` answered with.")
    subject_id = graphene.ID(
        required=True, description="The id of a Provider, Harbor, Pier, WinterStorageArea, Service or of any place."
    )
    licence = graphene.String(
        required=True,
        description="By its SPDX identifier: CC0-1.0, CC-BY-4.0, CC-BY-SA-4.0, CC-BY-ND-4.0, CC-BY-NC-4.0 or "
        "CC-BY-NC-SA-4.0.",
    )
    author = graphene.String(required=True, description="Who is to be named as its author.")
    caption = graphene.InputField(TextInput, description="What is to be seen.")
    idempotency_key = idempotency_key()


class DetachImageInput(graphene.InputObjectType):
    """Which picture is shown no longer."""

    image_id = graphene.ID(required=True, description="The id of an Image.")
    idempotency_key = idempotency_key()


class TakeDownImageInput(graphene.InputObjectType):
    """Which picture is taken away, and why."""

    image_id = graphene.ID(required=True, description="The id of an Image.")
    reason = graphene.String(required=True, description="Why; it is kept in the audit trail.")
    idempotency_key = idempotency_key()
