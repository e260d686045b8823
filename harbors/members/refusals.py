"""Knows the words for what cannot be with members and invitations."""

from collections.abc import Mapping

from harbors.errors import Conflict, NotFound, Problem, Refused
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    "OWNERS_BY_OWNERS": Translated(
        fi="Vain omistaja lisää, muuttaa tai poistaa omistajan.",
        sv="Bara en ägare lägger till, ändrar eller tar bort en ägare.",
        en="Only an owner adds, changes or removes an owner.",
    ),
    "LAST_OWNER": Translated(
        fi="Palveluntarjoajalla on oltava omistaja. Tee ensin joku muu omistajaksi.",
        sv="En tillhandahållare måste ha en ägare. Gör först någon annan till ägare.",
        en="A provider has to have an owner. Make somebody else an owner first.",
    ),
    "MEMBER_UNKNOWN": Translated(fi="Jäsentä ei ole.", sv="Medlemmen finns inte.", en="There is no such member."),
    "MEMBER_ALREADY": Translated(
        fi="Toimit jo tämän palveluntarjoajan puolesta.",
        sv="Du företräder redan denna tillhandahållare.",
        en="You act for this provider already.",
    ),
    "INVITATION_UNKNOWN": Translated(
        fi="Kutsu ei ole enää voimassa. Pyydä uusi.",
        sv="Inbjudan gäller inte längre. Be om en ny.",
        en="The invitation is no longer good. Ask for a new one.",
    ),
    "INVITATION_ANSWERED": Translated(
        fi="Kutsu on jo otettu vastaan tai peruttu.",
        sv="Inbjudan är redan mottagen eller återtagen.",
        en="The invitation has been accepted or withdrawn already.",
    ),
    "TOO_MANY_INVITATIONS": Translated(
        fi="Avoimia kutsuja voi olla enintään {most}. Peru ensin jokin.",
        sv="Det kan finnas högst {most} öppna inbjudningar. Återta först någon.",
        en="There can be at most {most} open invitations. Withdraw one first.",
    ),
}


def owners_by_owners(*, field: str) -> Refused:
    """Somebody who is no owner would make or unmake one."""
    return Refused(Problem("OWNERS_BY_OWNERS", field, _FAULTS["OWNERS_BY_OWNERS"]))


def last_owner() -> Refused:
    """The provider would be without an owner."""
    return Refused(Problem("LAST_OWNER", None, _FAULTS["LAST_OWNER"]))


def member_unknown() -> NotFound:
    """Nobody with this id acts for the provider."""
    return NotFound(Problem("MEMBER_UNKNOWN", "memberId", _FAULTS["MEMBER_UNKNOWN"]))


def member_already() -> Conflict:
    """The person acts for the provider already."""
    return Conflict(Problem("MEMBER_ALREADY", None, _FAULTS["MEMBER_ALREADY"]))


def invitation_unknown(*, field: str) -> NotFound:
    """The token was used, is too old, was taken back, or never was one: the answer does not tell which."""
    return NotFound(Problem("INVITATION_UNKNOWN", field, _FAULTS["INVITATION_UNKNOWN"]))


def invitation_answered() -> Refused:
    """The invitation is not open any more."""
    return Refused(Problem("INVITATION_ANSWERED", "invitationId", _FAULTS["INVITATION_ANSWERED"]))


def too_many_invitations(*, most: int) -> Refused:
    """A provider would mail more strangers than it can have meant to."""
    return Refused(Problem("TOO_MANY_INVITATIONS", None, _FAULTS["TOO_MANY_INVITATIONS"].with_figures(most=most)))
