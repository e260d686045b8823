"""Knows every mail of the outbox as it is read: rendered when it is written, and in which language that is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ahti.db import Database
from ahti.gateways.mail.rendering import Rendered, render
from harbors.access.commands import act_as_system
from harbors.notices.reads import message_from_row
from harbors.notices.records import MessageId
from harbors.text import Language, Translated

_GREETINGS: Mapping[Language, str] = {Language.FI: "Hei,", Language.SV: "Hej,", Language.EN: "Hello,"}
_ENGLISH_PRICE, _OTHER_PRICE = re.compile(r"€\d"), re.compile(r"\d €")
_WRITTEN = """
    SELECT id, kind, template, language, reference, address, person_id, figures::text AS figures, status, attempts,
           last_error, created_at, sent_at
    FROM messages WHERE NOT id = ANY ($1) ORDER BY created_at, template, address
"""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail, to whom it went, and its words."""

    template: str
    address: str
    says: Rendered

    def languages(self, names: Sequence[Translated]) -> set[Language]:
        """In which languages something in it is; ``names`` are called differently in each."""
        text = f"{self.says.subject}\n{self.says.text}"
        found = {language for language, greeting in _GREETINGS.items() if greeting in text.splitlines()}
        found |= {
            language for language in Language if any((name.in_language(language) or "") in text for name in names)
        }
        found |= {language for language in Language if f'lang="{language}"' in self.says.html}
        # Finnish and Swedish write prices alike: what is written as in English shows that something is.
        found |= {Language.EN} if _ENGLISH_PRICE.search(text) else set()
        assert not (_OTHER_PRICE.search(text) and found == {Language.EN}), text
        return found


@dataclass(slots=True)
class Mailbox:
    """What was written so far, the first first."""

    database: Database
    mails: list[Mail] = field(default_factory=list)
    _known: list[MessageId] = field(default_factory=list)

    async def collect(self) -> None:
        """Read what is new in the outbox before anything of it is forgotten. Raises where a word has no figure."""
        async with self.database.unit_of_work() as connection:
            await act_as_system(connection)
            rows = await connection.fetch(_WRITTEN, self._known)
        for message in map(message_from_row, rows):
            self._known.append(message.id)
            assert message.address is not None
            self.mails.append(Mail(message.template.value, message.address, render(message)))

    def by_address(self) -> dict[str, list[str]]:
        """What each address was written about, in order."""
        found: dict[str, list[str]] = {}
        for mail in self.mails:
            found.setdefault(mail.address, []).append(mail.template)
        return dict(sorted(found.items()))
