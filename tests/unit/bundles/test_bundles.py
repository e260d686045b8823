"""What the bundles hold, and that the same round gives the same bytes."""

import json
from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest

from harbors.bundles import public
from harbors.bundles.full import full_bundle
from harbors.bundles.public import public_bundle
from harbors.verification.records import Judgement
from tests.unit.verification.a_round import (
    a_drawn_round,
    a_full_bundle,
    a_public_bundle,
    an_open_bundle,
    rows,
    sealed_here,
    unpacked,
    verdict_on,
)


def test_the_same_round_gives_the_same_bytes() -> None:
    drawn = a_drawn_round()
    turned = replace(drawn, withdrawals=drawn.withdrawals[::-1], privates=dict(reversed(list(drawn.privates.items()))))

    assert public_bundle(turned, sealed=sealed_here()) == a_public_bundle()
    assert full_bundle(turned) == a_full_bundle()


def test_files_have_a_fixed_time_and_order_and_no_compression() -> None:
    with ZipFile(BytesIO(a_public_bundle())) as archive:
        members = archive.infolist()

    assert [member.filename for member in members] == [
        "manifest.json",
        "rules.json",
        "places.json",
        "seed.json",
        "withdrawals.jsonl",
        "events.jsonl",
        "result.json",
        "instance.jsonl",
        "sealed.jsonl",
    ]
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert {member.compress_type for member in members} == {ZIP_STORED}


def test_the_public_bundle_tells_no_person_no_size_and_no_berth() -> None:
    drawn = a_drawn_round()
    text = b"".join(unpacked(an_open_bundle()).values()).decode()
    names = [private.document["person"]["name"] for private in drawn.privates.values() if private is not None]
    secrets = [place.id for place in drawn.frozen.places] + [str(place.order_key) for place in drawn.frozen.places]

    assert names and secrets
    assert all(json.dumps(secret, ensure_ascii=False) not in text for secret in [*names, *secrets])
    assert {"width", "beam", "berth", "reserve", "person", "salt"} & set(text.replace('"', " ").split()) == set()
    full = b"".join(unpacked(a_full_bundle()).values()).decode()
    assert all(json.dumps(secret, ensure_ascii=False) in full for secret in [*names, *secrets])


def test_a_sealed_application_is_told_of_by_no_id_ticket_rank_or_list() -> None:
    text = b"".join(unpacked(a_public_bundle()).values()).decode()
    tickets = {one["id"]: one["ticket"] for one in json.loads(unpacked(an_open_bundle())["result.json"])["order"]}

    assert sealed_here()
    assert all(f'"{id}"' not in text and tickets[id] not in text for id in sealed_here())
    assert {tuple(sorted(one)) for one in rows(a_public_bundle(), "sealed.jsonl")} == {
        ("current", "event", "harbor", "mode", "name", "place", "places")
    }


def test_a_large_round_is_written_in_columns_and_read_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "MANY", 1)
    for bundle in (public_bundle(a_drawn_round(), sealed=sealed_here()), full_bundle(a_drawn_round())):
        assert "instance.csv" in unpacked(bundle)
        assert verdict_on(bundle).judgement is Judgement.ACCEPTED


def test_an_erased_person_leaves_every_published_hash_true() -> None:
    drawn = a_drawn_round()
    gone = next(iter(drawn.privates))
    after = replace(drawn, privates={**drawn.privates, gone: None})
    verdict = verdict_on(full_bundle(after))

    assert public_bundle(after, sealed=sealed_here()) == a_public_bundle()
    assert verdict.judgement is Judgement.ACCEPTED
    assert verdict.notes[-2].startswith("1 private records were erased since")
