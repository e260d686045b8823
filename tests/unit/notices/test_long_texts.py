"""What staff write at length keeps its paragraphs, and nothing else that could break a mail."""

import pytest

from ahti.gateways.mail.rendering import render
from harbors.notices.figures import paragraphs, tidy_figures
from harbors.notices.records import Message, MessageId, MessageKind, MessageStatus, Template
from harbors.notices.words import paragraphs_of
from harbors.text import Language
from tests import harbor_town as at

WRITTEN = "Laituri A huolletaan.\r\n \r\n\r\nSiirrä vene\nviimeistään <b>perjantaina</b>.\n\n"
TOLD = {"provider": "Seura", "subject": "Huolto", "text": WRITTEN}


def test_empty_lines_end_paragraphs_and_single_ones_do_not() -> None:
    assert paragraphs("a\nb\n\nc\n \t\n\n\nd\n\n") == ["a\nb", "c", "d"]


def test_each_paragraph_is_one_line() -> None:
    told = tidy_figures(Template.CIRCULAR, TOLD)["text"]
    assert told == "Laituri A huolletaan.\n\nSiirrä vene viimeistään <b>perjantaina</b>."


@pytest.mark.parametrize("language", Language)
def test_circular_reads_as_it_was_written(language: Language) -> None:
    figures = tidy_figures(Template.CIRCULAR, TOLD)
    message = Message(
        id=MessageId(at.key("message", "circular")),
        kind=MessageKind.MAIL,
        template=Template.CIRCULAR,
        language=language,
        reference="K7M39-QXW4R",
        address="vilma@example.org",
        person_id=None,
        figures=figures,
        status=MessageStatus.WAITING,
        attempts=0,
        last_error=None,
        created_at=at.OPENS,
        sent_at=None,
    )
    read = render(message)
    assert paragraphs_of(Template.CIRCULAR, language, figures)[1:] == (
        "Laituri A huolletaan.",
        "Siirrä vene viimeistään <b>perjantaina</b>.",
    )
    assert "\nLaituri A huolletaan.\n\nSiirrä vene viimeistään <b>perjantaina</b>.\n" in read.text
    assert "<p>Laituri A huolletaan.</p>" in read.html
    assert "<p>Siirrä vene viimeistään &lt;b&gt;perjantaina&lt;/b&gt;.</p>" in read.html
