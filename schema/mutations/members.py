"""Knows how people come to act for a provider over the API, in which role, and how that ends."""

import graphene

from harbors.access.records import PersonId, Role, Scope
from harbors.idempotency.records import Answer
from harbors.members import commands, inviting
from harbors.members.reads import id_of_member, member_with, provider_of_invitation
from harbors.members.records import InvitationId, MemberId
from harbors.members.refusals import member_unknown
from harbors.places.records import ProviderId
from harbors.sql import Connection
from schema import ids
from schema.errors import Forbidden
from schema.languages import Language
from schema.mutations.access import allowed, provider_in, role
from schema.mutations.effects import Doing, mutation
from schema.mutations.inputs import Input, idempotency_key
from schema.mutations.payloads import problems, thing
from schema.permissions import SIGNED_IN
from schema.roles import Role as RoleEnum

ACCEPT_INVITATION_PATH = "/invitations/accept"


class InviteMemberInput(graphene.InputObjectType):
    """Who is invited to act for a provider."""

    provider_id = graphene.ID(required=True, description="The id of a Provider.")
    email = graphene.String(required=True, description="Where the invitation goes.")
    role = RoleEnum(required=True, description="The role that is offered; only an owner offers to make an owner.")
    language = Language(description="The language of the mail: that of the request unless said.")
    idempotency_key = idempotency_key()


class AcceptInvitationInput(graphene.InputObjectType):
    """An invitation that came by mail; it works once, for whoever is signed in."""

    token = graphene.String(required=True, description="The token in the link.")
    idempotency_key = idempotency_key()


class WithdrawInvitationInput(graphene.InputObjectType):
    """Which invitation is taken back."""

    invitation_id = graphene.ID(required=True, description="The id of a ProviderInvitation.")
    idempotency_key = idempotency_key()


class ChangeMemberRoleInput(graphene.InputObjectType):
    """Which member has which role from now on."""

    member_id = graphene.ID(required=True, description="The id of a ProviderMember.")
    role = RoleEnum(required=True, description="The new role; only an owner makes or unmakes an owner.")
    idempotency_key = idempotency_key()


class RemoveMemberInput(graphene.InputObjectType):
    """Who acts for the provider no longer."""

    member_id = graphene.ID(required=True, description="The id of a ProviderMember.")
    idempotency_key = idempotency_key()


class LeaveProviderInput(graphene.InputObjectType):
    """For whom the one who asks acts no longer."""

    provider_id = graphene.ID(required=True, description="The id of a Provider.")
    idempotency_key = idempotency_key()


class InvitationPayload(graphene.ObjectType):
    """The invitation as it stands now, or why it was refused."""

    invitation = thing("ProviderInvitation", description="The invitation; null when it was refused.")
    errors = problems()


class MemberPayload(graphene.ObjectType):
    """The member as it stands now, or why it was refused."""

    member = thing("ProviderMember", description="The member; null when there is none, or it was refused.")
    provider = thing("Provider", fact="provider_id", description="The provider; null when it was refused.")
    errors = problems()


async def _provider_of_member(connection: Connection, input: Input) -> ProviderId | None:
    found = await member_with(connection, MemberId(ids.decode_as("ProviderMember", input["member_id"])))
    return found and found[0]


async def _provider_of_invitation(connection: Connection, input: Input) -> ProviderId | None:
    return await provider_of_invitation(connection, _invitation(input))


def _invitation(input: Input) -> InvitationId:
    return InvitationId(ids.decode_as("ProviderInvitation", input["invitation_id"]))


def _person(doing: Doing) -> PersonId:
    """The person who acts. Raises ``Forbidden`` for a server with a key."""
    if doing.principal.person_id is None:
        raise Forbidden("This is for people, not for a server with a key.")
    return doing.principal.person_id


def _at(doing: Doing) -> tuple[ProviderId, Role]:
    return doing.provider, doing.principal.roles[doing.provider]


async def _invite(connection: Connection, doing: Doing, input: Input) -> Answer:
    provider_id, acting = _at(doing)
    invitation = await inviting.invite(
        connection,
        provider_id=provider_id,
        email=input["email"],
        role=input["role"],
        acting=acting,
        by=_person(doing),
        language=input.get("language") or doing.language,
        accept_url=f"{doing.public_url}{ACCEPT_INVITATION_PATH}",
        now=doing.now,
        chance=doing.chance,
    )
    doing.changed("ProviderInvitation", invitation.id, after={"role": invitation.role.value, "state": "OPEN"})
    return Answer(facts={"id": str(invitation.id)})


async def _accept(connection: Connection, doing: Doing, input: Input) -> Answer:
    person_id = _person(doing)
    accepted = await inviting.accept_invitation(connection, input["token"], by=person_id, now=doing.now)
    provider_id = accepted.provider_id
    member_id = await id_of_member(connection, provider_id=provider_id, person_id=person_id)
    doing.changed(
        "ProviderInvitation",
        accepted.id,
        provider_id=provider_id,
        person_id=person_id,
        before={"state": "OPEN"},
        after={"role": accepted.role.value, "state": "ACCEPTED"},
    )
    return Answer(facts={"id": str(member_id), "provider_id": str(provider_id)})


async def _withdraw(connection: Connection, doing: Doing, input: Input) -> Answer:
    provider_id, acting = _at(doing)
    withdrawn = await inviting.withdraw_invitation(
        connection, _invitation(input), provider_id=provider_id, acting=acting, now=doing.now
    )
    doing.changed("ProviderInvitation", withdrawn.id, before={"state": "OPEN"}, after={"state": "WITHDRAWN"})
    return Answer(facts={"id": str(withdrawn.id)})


async def _change_role(connection: Connection, doing: Doing, input: Input) -> Answer:
    provider_id, acting = _at(doing)
    member_id, person_id = await _member(connection, input)
    before = await commands.change_role(
        connection, provider_id=provider_id, person_id=person_id, role=input["role"], acting=acting
    )
    told = {"before": {"role": before.value}, "after": {"role": input["role"].value}}
    doing.changed("ProviderMember", member_id, person_id=person_id, **told)
    return Answer(facts={"id": str(member_id), "provider_id": str(provider_id)})


async def _remove(connection: Connection, doing: Doing, input: Input) -> Answer:
    member_id, person_id = await _member(connection, input)
    return await _end(connection, doing, member_id, person_id)


async def _leave(connection: Connection, doing: Doing, _input: Input) -> Answer:
    person_id, (provider_id, _) = _person(doing), _at(doing)
    member_id = await id_of_member(connection, provider_id=provider_id, person_id=person_id)
    return await _end(connection, doing, member_id, person_id)


async def _end(connection: Connection, doing: Doing, member_id: MemberId, person_id: PersonId) -> Answer:
    provider_id, acting = _at(doing)
    before = await commands.remove_member(
        connection, provider_id=provider_id, person_id=person_id, acting=acting, by=doing.principal.person_id
    )
    doing.changed("ProviderMember", member_id, person_id=person_id, before={"role": before.value})
    return Answer(facts={"provider_id": str(provider_id)})


async def _member(connection: Connection, input: Input) -> tuple[MemberId, PersonId]:
    id = MemberId(ids.decode_as("ProviderMember", input["member_id"]))
    found = await member_with(connection, id)
    if found is None:
        raise member_unknown()
    return id, found[1]


class MemberMutation:
    """The mutations of members and invitations."""

    invite_member = mutation(
        InvitationPayload,
        InviteMemberInput,
        _invite,
        access=role(Role.MANAGER, at=provider_in("provider_id"), scope=Scope.PROVIDER_WRITE),
        description="Invites somebody by mail to act for a provider; the invitation holds for fourteen days.",
    )
    accept_invitation = mutation(
        MemberPayload,
        AcceptInvitationInput,
        _accept,
        access=allowed(SIGNED_IN.within(Scope.PROVIDER_WRITE)),
        description="Accepts an invitation: whoever is signed in acts for the provider, which sees who came.",
    )
    withdraw_invitation = mutation(
        InvitationPayload,
        WithdrawInvitationInput,
        _withdraw,
        access=role(Role.MANAGER, at=_provider_of_invitation, scope=Scope.PROVIDER_WRITE),
        description="Takes an open invitation back.",
    )
    change_member_role = mutation(
        MemberPayload,
        ChangeMemberRoleInput,
        _change_role,
        access=role(Role.MANAGER, at=_provider_of_member, scope=Scope.PROVIDER_WRITE),
        description="Gives a member another role; a provider is never without an owner.",
    )
    remove_member = mutation(
        MemberPayload,
        RemoveMemberInput,
        _remove,
        access=role(Role.MANAGER, at=_provider_of_member, scope=Scope.PROVIDER_WRITE),
        description="Ends that somebody acts for a provider.",
    )
    leave_provider = mutation(
        MemberPayload,
        LeaveProviderInput,
        _leave,
        access=role(Role.VIEWER, at=provider_in("provider_id"), scope=Scope.PROVIDER_WRITE),
        description="Ends that the one who asks acts for a provider; its last owner cannot leave.",
    )
