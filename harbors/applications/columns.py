"""Knows an application as the parameters of the statements that write it, by their names."""

import json

from harbors.applications.records import Application, Choice


def told(application: Application) -> dict[str, object]:
    """What an applicant can change, list of choices apart."""
    person, boat = application.applicant, application.boat
    return {
        "id": application.id,
        "class_number": application.class_number,
        "mode": application.mode,
        "lease_id": application.lease_id,
        "organisation_id": application.organisation_id,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "phone": person.phone,
        "address": person.address,
        "zip_code": person.zip_code,
        "municipality": person.municipality,
        "non_disclosure": person.non_disclosure,
        "birth_year": person.birth_year,
        "confirmed_at": application.confirmed_at,
        "language": person.language,
        "boat_id": boat.id,
        "boat_type_id": boat.type_id,
        "boat_registration": boat.registration,
        "boat_name": boat.name,
        "boat_estimated": boat.estimated,
        "beam_mm": boat.beam_mm,
        "length_mm": boat.length_mm,
        "draught_mm": boat.draught_mm,
        "mass_kg": boat.mass_kg,
        "accessibility_required": application.accessibility_required,
        "consents": json.dumps({name: at.isoformat() for name, at in application.consents.items()}),
    }


def listed(choices: tuple[Choice, ...]) -> dict[str, object]:
    """The list of choices."""
    return {"choice_kinds": [choice.kind for choice in choices], "choice_ids": [choice.id for choice in choices]}
