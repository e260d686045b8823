"""Knows the pages of the sign-in: whom one can be, and what one hears."""

from pathlib import Path

from starlette.responses import HTMLResponse

from ahti.issuer.people import DemoPerson
from ahti.issuer.texts import LEVELS, PAGE, SCOPES
from ahti.oauth.requests import SignInRequest
from ahti.oauth.sight import Sight, in_languages
from harbors.access.records import Assurance
from harbors.programs.addresses import origin_of
from harbors.text import Language


class Pages(Sight):
    """The pages of the demonstration's issuer."""

    def __init__(self) -> None:
        super().__init__(Path(__file__).parent / "pages", PAGE)

    def sign_in(
        self, request: SignInRequest, people: list[DemoPerson], *, query: bytes, seal: str, language: Language
    ) -> HTMLResponse:
        """Where a person is chosen. The form may go to us, and from us to the program's own address."""
        asked = PAGE["asks"].with_figures(program=request.client.name.in_language(language))
        return self.page(
            "sign_in.html",
            language,
            form_action=f"'self' {origin_of(request.redirect_uri)}",
            action=f"?{query.decode('ascii')}",
            seal=seal,
            people=[_shown(person, language) for person in people],
            asks=asked.in_language(language),
            scopes=[SCOPES[scope].in_language(language) for scope in request.scopes],
            languages=in_languages(query),
        )


def _shown(person: DemoPerson, language: Language) -> dict[str, object]:
    return {
        "subject": person.subject,
        "name": person.name,
        "initials": person.given_name[0] + person.family_name[0],
        "caption": person.caption.in_language(language),
        "level": LEVELS[person.assurance].in_language(language),
        "is_strong": person.assurance.reaches(Assurance.SUBSTANTIAL),
    }
