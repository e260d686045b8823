"""Knows how links that let somebody in are mailed: where they lead, and in whose language."""

from harbors.applications.records import Application
from harbors.customers.confirmations import Link
from harbors.customers.records import Profile
from harbors.notices.commands import notify
from harbors.notices.records import Recipient, Template
from harbors.sql import Connection
from harbors.text import Language
from schema.mutations.effects import Doing

CONFIRM_MAIL_PATH = "/confirm/mail"
CONFIRM_APPLICATION_PATH = "/confirm/application"


async def mail_link_to_person(connection: Connection, doing: Doing, link: Link, profile: Profile) -> None:
    """Mail a person the link that confirms the address of the profile."""
    recipient = Recipient(
        address=link.email, language=profile.told.language or doing.language, person_id=profile.person_id
    )
    figures = {"link": _url(doing, CONFIRM_MAIL_PATH, link), "until": _until(link)}
    await notify(
        connection,
        recipient,
        Template.MAIL_CONFIRM,
        figures,
        key=f"mail {link.reference}",
        now=doing.now,
        chance=doing.chance,
    )


async def mail_link_to_applicant(connection: Connection, doing: Doing, link: Link, application: Application) -> None:
    """Mail the applicant of an application that was made without an account the link that confirms it."""
    recipient = Recipient(address=link.email, language=Language(application.applicant.language))
    figures = {
        "application": application.reference,
        "link": _url(doing, CONFIRM_APPLICATION_PATH, link),
        "until": _until(link),
    }
    await notify(
        connection,
        recipient,
        Template.APPLICATION_CONFIRM,
        figures,
        key=f"application {link.reference}",
        now=doing.now,
        chance=doing.chance,
    )


async def tell_of_claim(connection: Connection, doing: Doing, application: Application) -> None:
    """Tell the address of an application that somebody claimed it."""
    applicant = application.applicant
    if applicant.email is None:
        return
    recipient = Recipient(address=applicant.email, language=applicant.language, person_id=application.person_id)
    figures = {"application": application.reference}
    key = f"claimed {application.id}"
    template = Template.APPLICATION_CLAIMED
    await notify(connection, recipient, template, figures, key=key, now=doing.now, chance=doing.chance)


def _url(doing: Doing, path: str, link: Link) -> str:
    return f"{doing.public_url}{path}?token={link.token}"


def _until(link: Link) -> str:
    return f"{link.until:%d.%m.%Y}"
