"""Knows how a sign-up is looked up by those who may see it: row security decides who that is."""

from harbors.access.records import PersonId
from harbors.places.kinds import ProviderKind
from harbors.places.records import Contact, ProviderId
from harbors.providers.records import SignUp, SignUpForm, SignUpId, SignUpState
from harbors.providers.refusals import sign_up_decided, sign_up_unknown
from harbors.sql import Connection, Row, Statements
from harbors.text import Language, Translated

STATEMENTS = Statements(__package__)


async def hold_sign_up(connection: Connection, id: SignUpId) -> SignUp:
    """A sign-up that waits, ours until the transaction ends. Raises ``NotFound``, ``Refused`` for one that is decided.

    The database lets nobody lock what does not wait.
    """
    if not await STATEMENTS.lock_sign_up.value(connection, id=id):
        raise sign_up_decided() if await STATEMENTS.load_sign_up.row(connection, id=id) else sign_up_unknown()
    return sign_up_from_row(await STATEMENTS.load_sign_up.row(connection, id=id) or {})


async def all_providers(connection: Connection) -> list[tuple[ProviderId, ProviderKind, Translated]]:
    """Every provider that has not retired, by name."""
    rows = await STATEMENTS.all_providers.rows(connection)
    return [(ProviderId(row["id"]), ProviderKind(row["kind"]), name_from_row(row)) for row in rows]


def sign_up_from_row(row: Row) -> SignUp:
    """A sign-up from the columns of ``load_sign_up``."""
    return SignUp(
        id=SignUpId(row["id"]),
        person_id=PersonId(row["person_id"]),
        form=SignUpForm(
            kind=ProviderKind(row["kind"]),
            name=name_from_row(row),
            contact=contact_from_row(row),
            business_id=row["business_id"],
            description=row["description"],
        ),
        language=Language(row["language"]),
        assured=row["assured"],
        state=SignUpState(row["state"]),
        received_at=row["received_at"],
        provider_id=row["provider_id"] and ProviderId(row["provider_id"]),
    )


def name_from_row(row: Row) -> Translated:
    """A name from its three columns."""
    return Translated(fi=row["name_fi"], sv=row["name_sv"], en=row["name_en"])


def contact_from_row(row: Row) -> Contact:
    """A contact from its three columns."""
    return Contact(phone=row["phone"], email=row["email"], www_url=row["www_url"])
