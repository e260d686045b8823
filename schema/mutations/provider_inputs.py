"""Knows the inputs with which people join as providers, and what they are in the words of the field."""

import graphene

from harbors.places.records import Contact
from harbors.providers.records import ProviderChanges, SignUpForm
from schema.catalogue.kinds import ProviderKind
from schema.mutations.inputs import Input, TextInput, idempotency_key, read_text


class SignUpProviderInput(graphene.InputObjectType):
    """Who wants to list resources here; the role and whether it is approved cannot be told."""

    kind = ProviderKind(required=True, description="Company, club or private person; a city does not sign up here.")
    name = graphene.InputField(TextInput, required=True, description="The name, in one language at least.")
    business_id = graphene.String(description="The business id, as 0201256-6: a company needs one, a club may have it.")
    email = graphene.String(required=True, description="A mail address that everybody may see, and that we write to.")
    phone = graphene.String(description="A telephone number that everybody may see.")
    www_url = graphene.String(description="A page on the web.")
    description = graphene.String(description="What those who decide should know; nobody else sees it.")
    idempotency_key = idempotency_key()


class WithdrawSignUpInput(graphene.InputObjectType):
    """Which sign-up is taken back."""

    sign_up_id = graphene.ID(required=True, description="The id of a ProviderSignUp.")
    idempotency_key = idempotency_key()


class ApproveProviderInput(graphene.InputObjectType):
    """Which sign-up is approved."""

    sign_up_id = graphene.ID(required=True, description="The id of a ProviderSignUp.")
    idempotency_key = idempotency_key()


class RejectProviderInput(graphene.InputObjectType):
    """Which sign-up is rejected, and why."""

    sign_up_id = graphene.ID(required=True, description="The id of a ProviderSignUp.")
    reason = graphene.String(required=True, description="Why; the person is told.")
    idempotency_key = idempotency_key()


class SetListingsReviewedInput(graphene.InputObjectType):
    """Whether the city decides on what a provider lists."""

    provider_id = graphene.ID(required=True, description="The id of a Provider.")
    reviewed = graphene.Boolean(required=True, description="False: what it lists is published at once.")
    idempotency_key = idempotency_key()


class UpdateProviderInput(graphene.InputObjectType):
    """What a provider tells anew of itself; what is left out stays as it is, an empty text takes it away."""

    provider_id = graphene.ID(required=True, description="The id of a Provider.")
    name = graphene.InputField(TextInput, description="The name, in all its languages.")
    email = graphene.String(description="A mail address that everybody may see.")
    phone = graphene.String(description="A telephone number that everybody may see.")
    www_url = graphene.String(description="A page on the web.")
    idempotency_key = idempotency_key()


def read_sign_up(given: Input) -> SignUpForm:
    """The form that is sent in."""
    return SignUpForm(
        kind=given["kind"],
        name=read_text(given["name"]),
        business_id=given.get("business_id"),
        contact=Contact(phone=given.get("phone"), email=given["email"], www_url=given.get("www_url")),
        description=given.get("description"),
    )


def read_provider_changes(given: Input) -> ProviderChanges:
    """What is told anew."""
    name = given.get("name")
    return ProviderChanges(
        name=None if name is None else read_text(name),
        phone=given.get("phone"),
        email=given.get("email"),
        www_url=given.get("www_url"),
    )
