"""Knows the kinds of places: what each is called in the API, and which links a place of the kind has."""

from collections.abc import Mapping
from dataclasses import dataclass

from harbors.places.kinds import PlaceKind

LINKS = ("harbor_id", "pier_id", "area_id", "section_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOfPlace:
    """``plural`` is the root of the API; a place of the kind has every link that it ``needs`` and some that it ``may``.

    In the database: ``places_parent_fits_kind``, ``places_pier_has_harbor`` and ``places_section_has_area``.
    """

    plural: str
    needs: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()

    def wrong_links(self, links: frozenset[str]) -> frozenset[str]:
        """Those of ``LINKS`` that are missing or out of place where exactly ``links`` are there."""
        needs = self.needs | ({"harbor_id"} if "pier_id" in links else set())
        return (needs - links) | (links - self.needs - self.may)


PLACE_KINDS: Mapping[PlaceKind, KindOfPlace] = {
    PlaceKind.BERTH: KindOfPlace(plural="berths", needs=frozenset({"pier_id", "harbor_id"})),
    PlaceKind.WINTER_STORAGE_PLACE: KindOfPlace(
        plural="winterStoragePlaces", needs=frozenset({"section_id", "area_id"})
    ),
    PlaceKind.UNMARKED_WINTER_STORAGE: KindOfPlace(plural="unmarkedWinterStorage", needs=frozenset({"area_id"})),
    PlaceKind.GUEST_MOORING: KindOfPlace(
        plural="guestMoorings", needs=frozenset({"harbor_id"}), may=frozenset({"pier_id"})
    ),
    PlaceKind.QUAY: KindOfPlace(plural="quays", may=frozenset({"harbor_id", "pier_id"})),
}
