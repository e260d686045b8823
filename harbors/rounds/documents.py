"""Knows the rules of a round, and the texts in them, as the JSON that a round keeps, and back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from harbors.places.fit import FitRules, Margins
from harbors.places.kinds import Mooring
from harbors.places.records import BoatTypeId, PlaceId
from harbors.rounds.records import Consent, PriorityClass, Reserve, RoundRules
from harbors.text import Translated


def write_rules(rules: RoundRules) -> dict[str, Any]:
    """The object; its keys are spelled as the API spells fields."""
    return {
        "choicesMax": rules.choices_max,
        "exchangeChoicesMax": rules.exchange_choices_max,
        "margins": _write_margins(rules.fit.margins),
        "byMooring": {mooring: _write_margins(margins) for mooring, margins in sorted(rules.fit.by_mooring.items())},
        "moorings": {str(type_id): sorted(moorings) for type_id, moorings in rules.moorings.items()},
        "classes": [_write_class(one) for one in rules.classes],
        "reserves": [_write_reserve(one) for one in rules.reserves],
        "consents": [_write_consent(one) for one in rules.consents],
        "beacons": list(rules.beacons),
        "carryOver": rules.carry_over,
        "upgrades": rules.upgrades,
        "correctionDays": rules.correction_days,
    }


def read_rules(written: Mapping[str, Any]) -> RoundRules:
    """The rules that ``write_rules`` wrote, in any of its versions: what a round of old does not say is as it was."""
    return RoundRules(
        classes=tuple(_read_class(one) for one in written["classes"]),
        choices_max=written["choicesMax"],
        exchange_choices_max=written.get("exchangeChoicesMax", written["choicesMax"]),
        fit=FitRules(
            margins=_read_margins(written["margins"]),
            by_mooring={mooring: _read_margins(margins) for mooring, margins in written["byMooring"].items()},
        ),
        moorings={
            BoatTypeId(UUID(type_id)): frozenset(map(Mooring, moorings))
            for type_id, moorings in written["moorings"].items()
        },
        reserves=tuple(_read_reserve(one) for one in written.get("reserves", ())),
        consents=tuple(_read_consent(one) for one in written.get("consents", ())),
        beacons=tuple(written.get("beacons", ())),
        carry_over=written.get("carryOver", False),
        upgrades=written.get("upgrades", True),
        correction_days=written.get("correctionDays", 14),
    )


def write_text(text: Translated) -> dict[str, str | None]:
    """A text with a key for each language."""
    return {"fi": text.fi, "sv": text.sv, "en": text.en}


def _write_class(one: PriorityClass) -> dict[str, Any]:
    return {
        "number": one.number,
        "names": write_text(one.name),
        "justification": write_text(one.justification),
        "municipalities": None if one.municipalities is None else sorted(one.municipalities),
    }


def _read_class(written: Mapping[str, Any]) -> PriorityClass:
    municipalities = written["municipalities"]
    return PriorityClass(
        number=written["number"],
        name=Translated(**written["names"]),
        justification=Translated(**written["justification"]),
        municipalities=None if municipalities is None else frozenset(municipalities),
    )


def _write_reserve(one: Reserve) -> dict[str, Any]:
    return {
        "flag": one.flag,
        "justification": write_text(one.justification),
        "placeIds": None if one.place_ids is None else sorted(map(str, one.place_ids)),
    }


def _read_reserve(written: Mapping[str, Any]) -> Reserve:
    listed = written["placeIds"]
    return Reserve(
        flag=written["flag"],
        justification=Translated(**written["justification"]),
        place_ids=None if listed is None else frozenset(PlaceId(UUID(id)) for id in listed),
    )


def _write_consent(one: Consent) -> dict[str, Any]:
    return {"key": one.key, "text": write_text(one.text), "required": one.required}


def _read_consent(written: Mapping[str, Any]) -> Consent:
    return Consent(key=written["key"], text=Translated(**written["text"]), required=written["required"])


def _write_margins(margins: Margins) -> dict[str, int]:
    return {"beamMm": margins.beam_mm, "lengthMm": margins.length_mm, "depthMm": margins.depth_mm}


def _read_margins(written: Mapping[str, int]) -> Margins:
    return Margins(beam_mm=written["beamMm"], length_mm=written["lengthMm"], depth_mm=written["depthMm"])
