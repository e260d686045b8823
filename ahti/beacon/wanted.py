"""Knows whether the demonstration's beacon runs, and which sources of public randomness there are with it."""

from ahti.beacon.app import PATH
from ahti.beacon.chain import OwnChain
from ahti.settings import Settings
from harbors.beacons.records import BeaconSource


def own_chain(settings: Settings, *, usually: bool) -> OwnChain | None:
    """The chain to run beside the service: as ``AHTI_DEMO_BEACON`` says, or as ``usually``."""
    wanted = usually if settings.demo_beacon is None else settings.demo_beacon == "on"
    if not wanted:
        return None
    return OwnChain(
        seed=settings.demo_beacon_seed.get_secret_value(),
        genesis_time=settings.demo_beacon_genesis,
        period=settings.demo_beacon_period,
    )


def known_beacons(settings: Settings, own: OwnChain | None, *addresses: str) -> tuple[BeaconSource, ...]:
    """The sources that rounds may name; our own, if any, is served at these addresses of the service."""
    named = tuple(one.source for one in settings.beacons)
    if own is None:
        return named
    urls = dict.fromkeys(address.rstrip("/") + PATH for address in addresses)
    return (*named, own.source(*urls))


def beacons_elsewhere(settings: Settings) -> tuple[BeaconSource, ...]:
    """The sources for a command that does not serve; our own, if any, is where ``ahti serve`` has it."""
    served_at = settings.public_url or f"http://{settings.host}:{settings.port}"
    return known_beacons(settings, own_chain(settings, usually=False), served_at)
