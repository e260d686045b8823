"""Knows who wants to be a provider, who acts for one, and who is invited to: each seen by those whom it concerns."""

from dataclasses import replace
from typing import Any

import graphene

from harbors.access.records import Role as RoleOf
from harbors.access.records import Scope
from harbors.members import records as members
from harbors.providers import records
from schema.catalogue.common import Named, Node
from schema.catalogue.conditions import names
from schema.catalogue.kinds import ProviderKind
from schema.enums import described
from schema.lists import some
from schema.permissions import CITY, KNOWN, guarded, in_role
from schema.reads.declare import KEY, Relation, SortKey, ToMany
from schema.reads.fields import ListField, by_id, to_many, to_one
from schema.reads.filters import Filter, OrderBy, Where
from schema.reads.resources import Resource
from schema.roles import Role

SignUpState = described(
    records.SignUpState,
    "Where a sign-up stands.",
    RECEIVED="The city has not decided yet.",
    APPROVED="The provider is there.",
    REJECTED="The city refused it, for a reason.",
    WITHDRAWN="The person took it back.",
)
InvitationState = described(
    members.InvitationState,
    "Where an invitation stands.",
    OPEN="It can be accepted, until it expires.",
    ACCEPTED="Somebody accepted it.",
    WITHDRAWN="It was taken back.",
)
SEES_INVITATIONS = in_role(RoleOf.MANAGER, scope=Scope.PROVIDER_READ)

_BY_RECEIPT = SortKey("{row}.received_at", "timestamptz", descending=True)
_BY_CREATION = (SortKey("{row}.created_at", "timestamptz"), KEY)
SIGN_UP_ORDER = OrderBy(
    "ProviderSignUpOrder",
    {"RECEIVED_AT_ASC": (replace(_BY_RECEIPT, descending=False),), "RECEIVED_AT_DESC": (_BY_RECEIPT,)},
    {"RECEIVED_AT_ASC": "The oldest first.", "RECEIVED_AT_DESC": "The newest first."},
)


class ProviderSignUpFilter(Filter):
    """What sign-ups can be filtered by."""

    states = Where(
        some(SignUpState), "{row}.state = ANY({0})", "text[]", parameters=names, description="Only in these states."
    )


class ProviderSignUp(Named, Resource):
    """Somebody's wish to list resources here; it is decided once."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "provider_sign_ups",
            visible="({row}.person_id = acting_person() OR acting_as_city())",
            order=(_BY_RECEIPT, KEY),
            access=KNOWN.within(Scope.PROVIDER_READ),
        )

    kind = ProviderKind(required=True, description="Company, club or private person.")
    business_id = graphene.String(description="The business id of an organisation.")
    email = graphene.String(required=True, description="The mail address that the provider will show.")
    phone = graphene.String(description="The telephone number that the provider will show.")
    www_url = graphene.String(description="A page on the web.")
    description = graphene.String(description="What the person tells those who decide.")
    assured = graphene.Boolean(required=True, description="Whether the person was strongly identified when signing up.")
    state = SignUpState(required=True, description="Where the sign-up stands.")
    reason = graphene.String(description="Why it was rejected.")
    received_at = graphene.DateTime(required=True, description="When it came.")
    decided_at = graphene.DateTime(description="When it was decided or taken back.")
    person = to_one("Person", "person_id", description="Who signed up.")
    provider = to_one("Provider", "provider_id", description="What came of it.")


class ProviderMember(Resource):
    """Somebody who acts for a provider."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "provider_members",
            visible="({row}.person_id = acting_person() OR {row}.provider_id = ANY(acting_for('VIEWER')))",
            order=_BY_CREATION,
            access=KNOWN.within(Scope.PROVIDER_READ),
        )

    name = graphene.String(description="The name as it was known when the member joined.")
    role = Role(required=True, description="What the member may do.")
    created_at = graphene.DateTime(required=True, description="Since when.")
    provider = to_one("Provider", "provider_id", description="For whom the member acts.")


class ProviderInvitation(Resource):
    """An invitation to act for a provider, by mail."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "provider_invitations",
            visible="{row}.provider_id = ANY(acting_for('MANAGER'))",
            order=_BY_CREATION,
            access=SEES_INVITATIONS,
        )

    email = graphene.String(required=True, description="Where the invitation went.")
    role = Role(required=True, description="The role that is offered.")
    state = InvitationState(required=True, description="Where it stands.")
    created_at = graphene.DateTime(required=True, description="When it was sent.")
    expires_at = graphene.DateTime(required=True, description="When it is no longer good.")
    answered_at = graphene.DateTime(description="When it was accepted or taken back.")
    provider = to_one("Provider", "provider_id", description="Who invites.")


def members_of_provider() -> ListField:
    """The members of a provider, for members."""
    way = ToMany("ProviderMember", "{row}.provider_id = {parent}", order=_BY_CREATION)
    return to_many(way, description="Who acts for it; its members see each other.")


def invitations_of_provider() -> ListField:
    """The invitations of a provider, for its managers."""
    way = ToMany("ProviderInvitation", "{row}.provider_id = {parent}", order=_BY_CREATION)
    return to_many(way, description="Who was invited to act for it; for its managers.")


def memberships_of_person() -> Any:
    """The memberships of a person."""
    way = ToMany("ProviderMember", "{row}.person_id = {parent}", order=_BY_CREATION)
    return to_many(way, description="For which providers the person acts.")


def sign_ups_of_person() -> Any:
    """The sign-ups of a person."""
    way = ToMany("ProviderSignUp", "{row}.person_id = {parent}", order=(_BY_RECEIPT, KEY))
    return to_many(way, description="The person's wishes to be a provider, the newest first.")


class ProviderPeopleQuery:
    """The roots of sign-ups."""

    provider_sign_ups = guarded(
        to_many(
            ToMany("ProviderSignUp"),
            filter_type=ProviderSignUpFilter,
            order_by=SIGN_UP_ORDER,
            description="All sign-ups, the newest first; for those who handle for the city.",
        ),
        CITY,
    )
    provider_sign_up = by_id("ProviderSignUp", description="A sign-up, one's own or for the city.")
