"""Knows the plan of a draw as the JSON that its rules publish, and back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from harbors.beacons.records import BeaconPlan, BeaconSource, Scheme
from harbors.beacons.rules import attempts


def write_plan(plan: BeaconPlan) -> dict[str, Any]:
    """Everything that anybody needs to check the beacon; rounds are computed, and written for whoever reads."""
    return {
        "announcedAt": plan.announced_at.isoformat(),
        "sources": [write_source(one) for one in plan.sources],
        "attempts": [
            {
                "source": one.source.name,
                "chainHash": one.source.chain_hash,
                "round": one.round,
                "publishedAt": one.published_at.isoformat(),
            }
            for one in attempts(plan)
        ],
    }


def read_plan(written: Mapping[str, Any]) -> BeaconPlan:
    """The plan that ``write_plan`` wrote."""
    return BeaconPlan(
        announced_at=datetime.fromisoformat(written["announcedAt"]),
        sources=tuple(read_source(one) for one in written["sources"]),
    )


def write_source(source: BeaconSource) -> dict[str, Any]:
    """The facts of a chain, spelled as ``AHTI_BEACONS`` spells them."""
    return {
        "name": source.name,
        "chainHash": source.chain_hash,
        "publicKey": source.public_key,
        "scheme": source.scheme.value,
        "genesisTime": source.genesis_time,
        "period": source.period,
        "groupHash": source.group_hash,
        "beaconId": source.beacon_id,
        "urls": list(source.urls),
    }


def read_source(written: Mapping[str, Any]) -> BeaconSource:
    """The source that ``write_source`` wrote."""
    return BeaconSource(
        name=written["name"],
        chain_hash=written["chainHash"],
        public_key=written["publicKey"],
        scheme=Scheme(written["scheme"]),
        genesis_time=written["genesisTime"],
        period=written["period"],
        group_hash=written["groupHash"],
        beacon_id=written["beaconId"],
        urls=tuple(written["urls"]),
    )
