"""Knows what a resource is called in mail where it has no name, only a number or a letter."""

from collections.abc import Mapping

from harbors.listings.kinds import ResourceKind
from harbors.text import Translated

NUMBERED: Mapping[ResourceKind, Translated] = {
    ResourceKind.PIER: Translated(fi="laituri", sv="brygga", en="pier"),
    ResourceKind.BERTH: Translated(fi="venepaikka", sv="båtplats", en="berth"),
    ResourceKind.GUEST_MOORING: Translated(fi="vierasvenepaikka", sv="gästplats", en="guest mooring"),
    ResourceKind.QUAY: Translated(fi="rantamuuri", sv="kaj", en="quay"),
    ResourceKind.WINTER_STORAGE_SECTION: Translated(fi="lohko", sv="sektion", en="section"),
    ResourceKind.WINTER_STORAGE_PLACE: Translated(fi="ruutupaikka", sv="rutplats", en="winter place"),
    ResourceKind.UNMARKED_WINTER_STORAGE: Translated(
        fi="nostojärjestysalue", sv="område i upptagningsordning", en="unmarked area"
    ),
}
