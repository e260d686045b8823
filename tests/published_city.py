"""Knows a small city's catalogue in the form in which Helsinki publishes its own: one record of each model, or two."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Record = dict[str, Any]

TIMES = {"created_at": "2020-04-06T11:56:25.857Z", "modified_at": "2020-09-17T15:56:26.060Z"}


def key(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


HARBOR, PIER, BERTH_TYPE, BERTH, OTHER_BERTH = map(key, range(1, 6))
AREA, UNMARKED_AREA, SECTION, PLACE_TYPE, PLACE = map(key, range(6, 11))


def _record(model: str, pk: int | str, **fields: object) -> Record:
    return {"model": f"resources.{model}", "pk": pk, "fields": fields}


def _text(model: str, pk: int, master: int | str, language: str, **texts: str) -> Record:
    return _record(model, pk, language_code=language, master=master, **texts)


def _site(model: str, pk: str, longitude: float, **fields: object) -> Record:
    return _record(
        model,
        pk,
        **TIMES,
        servicemap_id="41189",
        zip_code="00810",
        phone="",
        email="",
        www_url="https://www.example.fi/",
        location=f"SRID=4326;POINT ({longitude} 60.19)",
        region="east",
        municipality="helsinki",
        image_file="/img/1.jpg",
        availability_level=None,
        **fields,
    )


def _estimates(unmarked: int | None) -> Record:
    return {
        "estimated_number_of_section_spaces": None,
        "max_length_of_section_spaces": None,
        "estimated_number_of_unmarked_spaces": unmarked,
    }


def _berth(pk: str, number: str) -> Record:
    return _record(
        "berth",
        pk,
        **TIMES,
        is_active=True,
        number=number,
        pier=PIER,
        berth_type=BERTH_TYPE,
        comment="",
        is_accessible=None,
    )


def published_city() -> list[Record]:
    """The records, made anew for every test that wants to change them."""
    return [
        _record("availabilitylevel", 3),
        _text("availabilityleveltranslation", 1, 3, "fi", title="Paljon jonoa", description=""),
        _record("boattype", 1),
        _text("boattypetranslation", 1, 1, "fi", name="Jollavene"),
        _text("boattypetranslation", 2, 1, "en", name="Dinghy"),
        _site("harbor", HARBOR, 25.02),
        _text("harbortranslation", 1, HARBOR, "fi", name="Airorannan venesatama", street_address="Airoranta 2"),
        _text("harbortranslation", 2, HARBOR, "sv", name="Årstrandens båthamn", street_address="Årstranden 2"),
        _record(
            "pier",
            PIER,
            **TIMES,
            identifier="-",
            location="SRID=4326;POINT (25.02 60.19)",
            electricity=True,
            water=False,
            gate=True,
            harbor=HARBOR,
            mooring=False,
            waste_collection=False,
            lighting=False,
            personal_electricity=False,
            price_tier=2,
            suitable_boat_types=[1],
        ),
        _record("berthtype", BERTH_TYPE, **TIMES, width="2.75", length="6.00", mooring_type=3, depth=None),
        _berth(BERTH, "2"),
        _berth(OTHER_BERTH, "17A"),
        _site("winterstoragearea", AREA, 25.03, **_estimates(None)),
        _text("winterstorageareatranslation", 1, AREA, "fi", name="Iso-Sarvasto", street_address=""),
        _site("winterstoragearea", UNMARKED_AREA, 25.04, **_estimates(40)),
        _text("winterstorageareatranslation", 2, UNMARKED_AREA, "sv", name="Rosenudden", street_address=""),
        _record(
            "winterstoragesection",
            SECTION,
            **TIMES,
            identifier="A",
            location="SRID=4326;POINT (25.03 60.19)",
            electricity=True,
            water=True,
            gate=False,
            area=AREA,
            summer_storage_for_docking_equipment=True,
            summer_storage_for_trailers=False,
            summer_storage_for_boats=False,
        ),
        _record("winterstorageplacetype", PLACE_TYPE, **TIMES, width="3.50", length="10.00"),
        _record(
            "winterstorageplace",
            PLACE,
            **TIMES,
            number=10,
            is_active=True,
            winter_storage_section=SECTION,
            place_type=PLACE_TYPE,
        ),
    ]


def number_of(records: Sequence[Record], model: str, pk: object = None) -> int:
    """Where in its file, counted from 1, the first record of a model stands, or the one with a key."""
    return next(
        number
        for number, record in enumerate(records, start=1)
        if record["model"] == f"resources.{model}" and pk in (None, record["pk"])
    )


def find(records: Sequence[Record], model: str, pk: object = None) -> Record:
    """The first record of a model, or the one with a key."""
    return records[number_of(records, model, pk) - 1]


def write(folder: Path, records: object, *, name: str = "city.json") -> Path:
    """A file as the city publishes it."""
    path = folder / name
    path.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    return path
