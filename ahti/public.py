"""Knows what the service tells of itself: where links in mail begin, scopes of the city's profile service, beacons."""

from dataclasses import dataclass

from harbors.beacons.records import BeaconSource


@dataclass(frozen=True, slots=True)
class Public:
    """``url`` is without a slash at the end; ``beacons`` are the sources that the rules of rounds may name."""

    url: str = "http://127.0.0.1:8000"
    gdpr_query_scope: str = "gdprquery"
    gdpr_delete_scope: str = "gdprdelete"
    beacons: tuple[BeaconSource, ...] = ()


# Where nobody said how the service is known outside.
LOCAL = Public()
