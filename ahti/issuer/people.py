"""Knows the people of the demonstration: who they are, what they do, and how well they were identified."""

from collections.abc import Mapping
from dataclasses import dataclass

from harbors.access.records import Assurance, Role
from harbors.text import Language, Translated


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """One who can be chosen at the sign-in. ``subject`` stays the same for ever.

    ``works_at`` (a key of the demonstration's ``providers.toml``) and ``role`` are for the demonstration, which makes
    them so; no token says anything of them.
    """

    subject: str
    given_name: str
    family_name: str
    email: str
    phone_number: str
    language: Language
    assurance: Assurance
    caption: Translated
    municipality: str | None = None
    municipality_number: str | None = None
    works_at: str | None = None
    role: Role | None = None

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


BOATER = DemoPerson(
    subject="demo-boater",
    given_name="Aino",
    family_name="Saarinen",
    email="aino.saarinen@example.org",
    phone_number="+358401000001",
    language=Language.FI,
    assurance=Assurance.SUBSTANTIAL,
    caption=Translated(fi="Veneilijä Helsingistä", sv="Båtägare från Helsingfors", en="A boater from Helsinki"),
    municipality="Helsinki",
    municipality_number="091",
)
VISITOR = DemoPerson(
    subject="demo-visitor",
    given_name="Maarika",
    family_name="Tamm",
    email="maarika.tamm@example.org",
    phone_number="+37251000002",
    language=Language.EN,
    assurance=Assurance.LOW,
    caption=Translated(
        fi="Vierasveneilijä Tallinnasta", sv="Gästande båtägare från Tallinn", en="A visiting boater from Tallinn"
    ),
)
CLUB_CLERK = DemoPerson(
    subject="demo-club-clerk",
    given_name="Henrik",
    family_name="Lindqvist",
    email="henrik.lindqvist@example.org",
    phone_number="+358401000003",
    language=Language.SV,
    assurance=Assurance.SUBSTANTIAL,
    caption=Translated(fi="Veneseuran toimihenkilö", sv="Funktionär i en båtklubb", en="A clerk of a boat club"),
    municipality="Espoo",
    municipality_number="049",
    works_at="vellamo",
    role=Role.CLERK,
)
CITY_CLERK = DemoPerson(
    subject="demo-city-clerk",
    given_name="Leena",
    family_name="Koskela",
    email="leena.koskela@example.org",
    phone_number="+358401000004",
    language=Language.FI,
    assurance=Assurance.SUBSTANTIAL,
    caption=Translated(
        fi="Kaupungin venepaikkakäsittelijä", sv="Stadens båtplatshandläggare", en="A berth officer of the city"
    ),
    municipality="Vantaa",
    municipality_number="092",
    works_at="city",
    role=Role.CLERK,
)
CITY_MANAGER = DemoPerson(
    subject="demo-city-manager",
    given_name="Jari",
    family_name="Nyström",
    email="jari.nystrom@example.org",
    phone_number="+358401000005",
    language=Language.FI,
    assurance=Assurance.HIGH,
    caption=Translated(fi="Kaupungin satamapäällikkö", sv="Stadens hamnchef", en="The harbor manager of the city"),
    municipality="Helsinki",
    municipality_number="091",
    works_at="city",
    role=Role.MANAGER,
)
COMPANY_OWNER = DemoPerson(
    subject="demo-company-owner",
    given_name="Oskari",
    family_name="Rantala",
    email="oskari.rantala@example.org",
    phone_number="+358401000006",
    language=Language.FI,
    assurance=Assurance.HIGH,
    caption=Translated(
        fi="Venesatamayrityksen omistaja", sv="Ägare till ett småbåtshamnsföretag", en="The owner of a marina company"
    ),
    municipality="Helsinki",
    municipality_number="091",
    works_at="sampo",
    role=Role.OWNER,
)
FERRY_SELLER = DemoPerson(
    subject="demo-ferry-seller",
    given_name="Sari",
    family_name="Mäkelä",
    email="sari.makela@example.org",
    phone_number="+358401000007",
    language=Language.FI,
    assurance=Assurance.LOW,
    caption=Translated(
        fi="Vesibussilippujen myyjä", sv="Försäljare av vattenbussbiljetter", en="A seller of water bus tickets"
    ),
    municipality="Helsinki",
    municipality_number="091",
    works_at="joukahainen",
    role=Role.CLERK,
)

PEOPLE: Mapping[str, DemoPerson] = {
    person.subject: person
    for person in (BOATER, VISITOR, CLUB_CLERK, CITY_CLERK, CITY_MANAGER, COMPANY_OWNER, FERRY_SELLER)
}
