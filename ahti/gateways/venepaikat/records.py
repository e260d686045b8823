"""Knows what every published record has in common on its way into the catalogue."""

from collections.abc import Iterator
from datetime import datetime
from typing import TypedDict

from ahti.gateways.venepaikat.fields import Fields
from ahti.gateways.venepaikat.models import AVAILABILITIES, Model
from ahti.gateways.venepaikat.publication import Publication, Published
from ahti.gateways.venepaikat.texts import Texts, read_texts
from harbors.places.kinds import Availability, GeometrySource
from harbors.places.records import Address, Contact, Located, ProviderId, Source
from harbors.text import Language, Translated

SYSTEM = "venepaikat"
LICENCE = "MIT"


class Times(TypedDict):
    """When the source made and last changed a record."""

    created_at: datetime
    modified_at: datetime


class Site(Times):
    """What harbors and winter storage areas have in common."""

    source: Source
    provider_id: ProviderId
    name: Translated
    address: Address
    contact: Contact
    region: str | None
    service_map_id: str | None
    image_url: str | None
    availability: Availability | None
    located: Located


class Reading:
    """One reading of a publication by one provider: what its records need to become records of the catalogue."""

    def __init__(self, publication: Publication, *, provider_id: ProviderId, fetched_at: datetime) -> None:
        self.publication = publication
        self.provider_id = provider_id
        self.fetched_at = fetched_at

    def each(self, model: Model) -> Iterator[Fields]:
        """The fields of each record; whoever takes the next one has read all that they want of the last."""
        for record in self.publication.all(model):
            fields = Fields(record, self.publication)
            yield fields
            fields.finish()

    def source(self, record: Published) -> Source:
        return Source(system=SYSTEM, type=record.model, id=record.key, licence=LICENCE, fetched_at=self.fetched_at)

    def site(self, fields: Fields, texts: Texts) -> Site:
        street = texts.get(fields.record.key, {}).get("street_address", Translated())
        return Site(
            source=self.source(fields.record),
            provider_id=self.provider_id,
            name=name_of(fields, texts),
            address=Address(street, fields.text_or_none("zip_code"), fields.text_or_none("municipality")),
            contact=_contact(fields),
            region=fields.text_or_none("region"),
            service_map_id=fields.text_or_none("servicemap_id"),
            image_url=fields.text_or_none("image_file", at_most=2_000),
            availability=_availability(fields),
            located=located(fields),
            **times(fields),
        )


def times(fields: Fields) -> Times:
    return Times(created_at=fields.instant("created_at"), modified_at=fields.instant("modified_at"))


def located(fields: Fields) -> Located:
    return Located(fields.point("location"), GeometrySource.IMPORTED)


def name_of(fields: Fields, texts: Texts) -> Translated:
    """The name of a record, which must have one in some language."""
    name = texts.get(fields.record.key, {}).get("name", Translated())
    if not name.in_language(Language.FI):
        raise fields.record.fault("name", "has no text in any language")
    return name


def check_levels(reading: Reading) -> None:
    """Read what is published about the steps of availability; the catalogue has words of its own for them."""
    read_texts(reading.publication, Model.AVAILABILITY_TEXT, of=Model.AVAILABILITY, names=("title", "description"))
    for fields in reading.each(Model.AVAILABILITY):
        if fields.record.key not in AVAILABILITIES:
            raise fields.record.fault("pk", "is a level of availability that nobody knows")


def _contact(fields: Fields) -> Contact:
    return Contact(
        phone=fields.text_or_none("phone"),
        email=fields.text_or_none("email"),
        www_url=fields.text_or_none("www_url", at_most=2_000),
    )


def _availability(fields: Fields) -> Availability | None:
    key = fields.key_or_none("availability_level", Model.AVAILABILITY)
    return None if key is None else AVAILABILITIES[key]
