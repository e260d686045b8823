"""Knows the inputs in which providers list: one for each kind of resource, made of its form."""

from collections.abc import Iterator, Mapping
from typing import Any

import graphene

from harbors.listings.forms import FORMS, Form
from harbors.listings.kinds import FileFormat as Format
from harbors.listings.kinds import ResourceKind as Kind
from schema.enums import described
from schema.errors import BadInput
from schema.listings import TYPE_NAMES, ResourceKind
from schema.lists import some
from schema.mutations.inputs import Input, TextInput, idempotency_key
from schema.mutations.listing_fields import input_field
from schema.spatial import GeoJSON

_LANGUAGES = ("fi", "sv", "en")
_TEXTS = {"name": "names", "street_address": "street_addresses"}
FileFormat = described(
    Format,
    "How a file of resources is written.",
    GEOJSON="A GeoJSON FeatureCollection; properties are called as the fields of the API.",
    CSV="A table with headings, by comma, semicolon or tab, with lat and lon or well-known text in wkt.",
)


def _input_of(form: Form) -> Any:
    """The input of a kind of resource; all of it is optional, since of a change only a part may be told."""
    name = TYPE_NAMES[form.kind]
    text = f"What is told of a {form.kind.lower().replace('_', ' ')}."
    return type(f"{name}ListingInput", (graphene.InputObjectType,), {"__doc__": text, **dict(_fields(form))})


def _fields(form: Form) -> Iterator[tuple[str, Any]]:
    for field in form.fields:
        prefix, _, language = field.name.rpartition("_")
        if language in _LANGUAGES and prefix in _TEXTS:
            yield _TEXTS[prefix], graphene.InputField(TextInput, description="The text in each language.")
        else:
            yield field.called or field.name, input_field(field)
    shapes = ", ".join(sorted(form.shapes))
    yield "geometry", graphene.InputField(GeoJSON, description=f"GeoJSON, WGS 84, longitude first: {shapes}.")


_INPUTS = {kind: _input_of(form) for kind, form in FORMS.items()}


class ListedResourceInput(graphene.InputObjectType):
    """What is listed: exactly one of these. Of a change, what is left out stays as it is; null takes it away."""

    harbor = graphene.InputField(_INPUTS[Kind.HARBOR], description="A harbor.")
    pier = graphene.InputField(_INPUTS[Kind.PIER], description="A pier.")
    berth = graphene.InputField(_INPUTS[Kind.BERTH], description="A berth.")
    guest_mooring = graphene.InputField(_INPUTS[Kind.GUEST_MOORING], description="A guest mooring.")
    quay = graphene.InputField(_INPUTS[Kind.QUAY], description="A quay.")
    winter_storage_area = graphene.InputField(_INPUTS[Kind.WINTER_STORAGE_AREA], description="A winter storage area.")
    winter_storage_section = graphene.InputField(
        _INPUTS[Kind.WINTER_STORAGE_SECTION], description="A section of a winter storage area."
    )
    winter_storage_place = graphene.InputField(
        _INPUTS[Kind.WINTER_STORAGE_PLACE], description="A numbered winter storage place."
    )
    unmarked_winter_storage = graphene.InputField(
        _INPUTS[Kind.UNMARKED_WINTER_STORAGE], description="The unmarked part of a winter storage area."
    )
    service = graphene.InputField(_INPUTS[Kind.SERVICE], description="A service.")
    ferry_stop = graphene.InputField(_INPUTS[Kind.FERRY_STOP], description="A ferry stop.")
    ferry_route = graphene.InputField(_INPUTS[Kind.FERRY_ROUTE], description="A ferry route.")


def _provider_id() -> Any:
    return graphene.ID(required=True, description="The id of the Provider for which this is done.")


class SubmitListingInput(graphene.InputObjectType):
    """One resource, new or changed."""

    provider_id = _provider_id()
    resource_id = graphene.ID(description="The id of the resource that is changed; without it one is new.")
    external_id = graphene.String(description="The provider's own name of the resource, by which it is known again.")
    resource = graphene.InputField(ListedResourceInput, required=True, description="What it is.")
    idempotency_key = idempotency_key()


class RetireResourceInput(graphene.InputObjectType):
    """What is taken out of the catalogue, with all that lies in it."""

    provider_id = _provider_id()
    resource_id = graphene.ID(required=True, description="The id of the resource.")
    idempotency_key = idempotency_key()


class ImportListingsInput(graphene.InputObjectType):
    """A file of resources of one kind: all of it is listed, or nothing."""

    provider_id = _provider_id()
    kind = graphene.InputField(ResourceKind, required=True, description="What the file holds.")
    format = graphene.InputField(FileFormat, required=True, description="How it is written.")
    text = graphene.String(required=True, description="The file: 5,000,000 bytes and 5,000 resources at most.")
    dry_run = graphene.Boolean(default_value=False, description="Whether nothing is to be listed, only reported.")
    idempotency_key = idempotency_key()


class ApproveListingsInput(graphene.InputObjectType):
    """Listings that are published, all of them or none: those named, or all of a file that wait."""

    listing_ids = graphene.InputField(some(graphene.ID), description="The ids of Listings, 1,000 at most.")
    batch_id = graphene.ID(description="The `batchId` of what came with one file; instead of single listings.")
    idempotency_key = idempotency_key()


class RejectListingsInput(graphene.InputObjectType):
    """Listings that are refused, all of them or none, for a reason that their provider reads."""

    listing_ids = graphene.InputField(some(graphene.ID), description="The ids of Listings, 1,000 at most.")
    batch_id = graphene.ID(description="The `batchId` of what came with one file; instead of single listings.")
    reason = graphene.String(required=True, description="Why, for the provider to read: 2,000 characters at most.")
    idempotency_key = idempotency_key()


class WithdrawListingInput(graphene.InputObjectType):
    """Which listing is taken back."""

    listing_id = graphene.ID(required=True, description="The id of a Listing that waits for a decision.")
    idempotency_key = idempotency_key()


def read_resource(given: Input) -> tuple[Kind, dict[str, object]]:
    """The kind of what is listed, and what is told of it by the names of its form. Raises BAD_USER_INPUT."""
    told = [(name, values) for name, values in given["resource"].items() if values is not None]
    if len(told) != 1:
        raise BadInput("resource: give exactly one kind of resource.", field="resource")
    [(name, values)] = told
    kind = Kind(name.upper())
    own = {"id": given.get("resource_id"), "external_id": given.get("external_id")}
    return kind, dict(_values(FORMS[kind], values)) | {name: id for name, id in own.items() if id is not None}


def _values(form: Form, given: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    columns = {field.called: field.name for field in form.fields if field.called}
    prefixes = {plural: name for name, plural in _TEXTS.items()}
    for name, value in given.items():
        if name in prefixes:
            yield from ((f"{prefixes[name]}_{language}", text) for language, text in (value or {}).items())
        else:
            yield columns.get(name, name), value
