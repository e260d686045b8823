"""Knows messages as their addressee sees them: what was written, and what became of it."""

from typing import Any

import graphene
import orjson

from harbors.access.records import Scope
from harbors.notices import records
from harbors.notices.words import subject_of
from harbors.text import Language as Tongue
from schema.catalogue.common import Node
from schema.enums import described
from schema.languages import Language
from schema.permissions import KNOWN, SIGNED_IN, guarded
from schema.reads.declare import KEY, Expression, Relation, Resolved, SortKey, ToMany
from schema.reads.fields import ReadField, by_id, computed, to_many
from schema.reads.loading import Row
from schema.reads.resources import Resource

MessageKind = described(
    records.MessageKind,
    "How a message travels.",
    MAIL="To an e-mail address.",
    SMS="To a telephone number.",
)
MessageStatus = described(
    records.MessageStatus,
    "Where a message stands.",
    WAITING="To be sent, for the first time or again.",
    SENDING="Being given to the mail server.",
    SENT="The mail server has taken it over.",
    REFUSED="The mail server will never take it: the address does not exist.",
    KEPT="Not sent: this service has no mail server.",
)
MessageTemplate = described(
    records.Template,
    "What a message is about.",
    MAIL_CONFIRM="A mail address that has to be confirmed.",
    APPLICATION_CONFIRM="An application that has to be confirmed.",
    APPLICATION_CLAIMED="An application was tied to a person who signed in.",
    PROVIDER_RECEIVED="The sign-up of a provider has arrived.",
    PROVIDER_APPROVED="A provider was approved.",
    PROVIDER_REJECTED="A provider was not approved.",
    PROVIDER_INVITATION="An invitation to act for a provider.",
    LISTING_APPROVED="Something listed was published.",
    LISTING_REJECTED="Something listed was not published.",
    DATA_EXPORTED="The data that somebody asked for are ready.",
    DATA_ERASED="The data of a person have been erased.",
    PROGRAM_GRANTED="A program may act for a person.",
    API_KEY_EXPIRING="A key for programs is about to expire.",
    LEASE_ENDED="A lease ends before its season is over.",
    TENANT_MOVED="The provider moved a tenant to another place.",
    EXCHANGE_PROPOSED="An exchange of places is proposed.",
    EXCHANGE_DONE="An exchange of places is done.",
    EXCHANGE_FAILED="An exchange of places that was proposed is not done.",
    SWAP_PROPOSED="The holder of another place proposes to swap.",
    SWAP_FAILED="A swap that was proposed is not done.",
    LEASE_TRANSFERRED="A lease goes to another tenant.",
    LEASE_TAKEN_OVER="A lease comes from another tenant.",
    SWITCH_UNPAID="The difference of the prices of two places is not paid.",
    PLACE_GIVEN="An application got a place in a round.",
    PLACE_KEPT="A tenant keeps the place, as asked for.",
    PLACE_NOT_GIVEN="An application got no place in a round.",
    CORRECTION_DECIDED="A request for a correction was decided.",
    APPLICATION_ASKED="Staff ask for something that an application lacks.",
    APPLICATION_WITHDRAWN="Staff took an application out of its round.",
    PLACE_CAME_FREE="An application got a place that came free after the draw.",
    PLACE_IMPROVED="An application got a better place than it had.",
    STILL_WAITING="Places that came free were given, and an application still waits.",
    DRAFT_WAITING="A round is about to close in which an application was saved, but not sent.",
    APPLICATION_CARRIED="An application that got no place takes part in the next round.",
    MONEY_RETURNED="Money that came too late, twice, or for what is gone is given back.",
    CIRCULAR="Something that a provider writes to many tenants.",
    APPLICATION_NOT_CARRIED="The next round cannot take an application as it is.",
    OFFER_MADE="A place is offered: its price, size and due date.",
    OFFER_DUE="An offer has not been paid for, and will be due soon.",
    OFFER_CONFIRMED="The place that was offered is let.",
    OFFER_EXPIRED="An offer was not paid for in time, and has expired.",
    OFFER_WITHDRAWN="Staff took an offer back.",
    OFFER_EXTENDED="Staff gave more time to pay for an offer.",
    SEASON_MOVED="The season of a lease has other days.",
    GATE_CHANGED="What lets a tenant in changes.",
    STORAGE_NOTED="A boat was notified on unmarked ground: what is to be paid.",
    STORAGE_DUE="A boat on unmarked ground is to be paid for soon.",
    STORAGE_OVERDUE="A boat on unmarked ground was not paid for in time.",
    STORAGE_PAID="A boat on unmarked ground is paid for: the number of its sticker.",
    STORAGE_UNPAID="Tells staff that a boat is on the ground and not paid.",
    STORAGE_CHANGED="Staff measured a boat on unmarked ground anew.",
    STORAGE_ENDED="A boat is on unmarked ground no longer.",
    RENEWAL_MADE="A tenant can keep the own place for the next season.",
)


def _subject(row: Row, _info: Any) -> str | None:
    figures = row.values["figures"]
    told = orjson.loads(figures) if isinstance(figures, str) else figures
    return subject_of(records.Template(row.values["template"]), Tongue(row.values["language"]), told)


class Message(Resource):
    """Something that a person was told by mail or by SMS."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "messages",
            visible="{row}.person_id = acting_person()",
            order=(SortKey("{row}.created_at", "timestamptz", descending=True), KEY),
            access=KNOWN.within(Scope.PROFILE_READ),
            about="{row}.person_id",
        )

    kind = MessageKind(required=True, description="How it travels.")
    template = MessageTemplate(required=True, description="What it is about.")
    subject = ReadField(
        graphene.String,
        Resolved(("template", "language", "figures")),
        resolver=_subject,
        description="What its first line says; null once that has been forgotten.",
    )
    language = computed(
        Language,
        Expression("CASE {row}.language WHEN 'fi' THEN 'FI' WHEN 'sv' THEN 'SV' ELSE 'EN' END"),
        required=True,
        description="The language in which it is written.",
    )
    reference = graphene.String(required=True, description="What to tell the city when asking about it.")
    address = graphene.String(description="Where it goes; null once that has been forgotten.")
    status = MessageStatus(required=True, description="Where it stands.")
    created_at = graphene.DateTime(required=True, description="When it was written.")
    sent_at = graphene.DateTime(description="When the mail server took it over.")


class MessageQuery:
    """The roots of messages."""

    messages = guarded(
        to_many(ToMany("Message"), description="What the one who asks was told by mail and by SMS, the newest first."),
        SIGNED_IN.within(Scope.PROFILE_READ),
    )
    message = guarded(
        by_id("Message", description="Something that the one who asks was told."), SIGNED_IN.within(Scope.PROFILE_READ)
    )
