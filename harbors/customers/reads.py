"""Knows how a profile is looked up by those who may see it: row security decides who that is."""

from harbors.access.records import PersonId
from harbors.customers.records import Profile, ResidenceSource, Told
from harbors.sql import Connection, Row, Statements
from harbors.text import Language

STATEMENTS = Statements(__package__)


async def profile_of(connection: Connection, person_id: PersonId) -> Profile | None:
    """What is known of a person, as far as this transaction may see it."""
    row = await STATEMENTS.load_profile.row(connection, person_id=person_id)
    return None if row is None else profile_from_row(row)


def profile_from_row(row: Row) -> Profile:
    """A profile from the columns of ``load_profile``."""
    source = row["municipality_source"]
    return Profile(
        person_id=PersonId(row["person_id"]),
        told=_told(row),
        names_identified_at=row["names_identified_at"],
        municipality_source=None if source is None else ResidenceSource(source),
        municipality_on=row["municipality_on"],
        email_verified_at=row["email_verified_at"],
        of_age_attested_on=row["of_age_attested_on"],
        non_disclosure=row["non_disclosure"],
        residences=frozenset(row["residences"]),
    )


def _told(row: Row) -> Told:
    return Told(
        first_name=row["first_name"],
        last_name=row["last_name"],
        address=row["address"],
        zip_code=row["zip_code"],
        municipality=row["municipality"],
        language=None if row["language"] is None else Language(row["language"]),
        phone=row["phone"],
        email=row["email"],
        birth_year=row["birth_year"],
    )
