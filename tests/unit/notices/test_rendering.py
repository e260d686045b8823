"""Each message in each language: all its figures are told, none can be more than a figure."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from uuid import UUID

import pytest
from jinja2 import UndefinedError

from ahti.gateways.mail.carriers import Never
from ahti.gateways.mail.rendering import render, render_sms
from ahti.gateways.mail.servers import sender_of
from ahti.gateways.mail.smtp import compose
from harbors.notices.figures import FIGURES, LINK, TEXT, WrongFigures, tidy_figures
from harbors.notices.records import Message, MessageId, MessageKind, MessageStatus, Template
from harbors.notices.rules import without_keys
from harbors.notices.words import words_of
from harbors.text import Language

URL = "https://ahti.example.org/confirm#0123456789abcdef"
SENDER = sender_of("Ahti <ahti@example.org>")
ALL = [(template, language) for template in Template for language in Language]
HOSTILE = {
    "markup": "<script>alert(1)</script><b onclick=x>&amp;",
    "lines": "Väinö\r\nBcc: everybody@example.org\r\n\r\nBuy this",
    "encoded lines": "Väinö%0d%0aBcc: everybody@example.org",
    "separators": "a\u2028b\u2029c\x85d\x0be\x00f",
    "turned round": "abc\u202egnp.exe\u2066",
    "template": "{{ reference.__class__ }}{% for x in y %}",
    "very long": "å" * 100_000,
    "empty": "",
}


def told(template: Template, language: Language, text: str = "Särkän Vene & Väki", **changed: str) -> Message:
    # What is written at length may have paragraphs, which are tried by themselves.
    forms = {LINK: URL, TEXT: " ".join(text.split())[:200]}
    figures = {name: forms.get(name, text) for name in FIGURES[template]} | changed
    return Message(
        id=MessageId(UUID("0e2f3d5e-36a5-4f5e-9d2c-3c8f7a1b2c3d")),
        kind=MessageKind.MAIL,
        template=template,
        language=language,
        reference="K7M39-QXW4R",
        address="aino@example.org",
        person_id=None,
        figures=tidy_figures(template, figures),
        status=MessageStatus.WAITING,
        attempts=0,
        last_error=None,
        created_at=datetime(2027, 2, 14, 12, tzinfo=UTC),
        sent_at=None,
    )


class Tags(HTMLParser):
    """The tags of a page with their attributes, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(("template", "language"), ALL)
def test_every_message_tells_its_figures_and_its_reference_in_both_forms(
    template: Template, language: Language
) -> None:
    rendered = render(told(template, language))
    for form in (rendered.text, Tags(rendered.html).text):
        assert "K7M39-QXW4R" in form
        assert ("Särkän Vene & Väki" in form) == bool(FIGURES[template] - {LINK})
        assert "{{" not in form
    assert (URL in rendered.text) == (LINK in FIGURES[template])
    links = [dict(attributes)["href"] for tag, attributes in Tags(rendered.html).tags if tag == "a"]
    assert links == [URL] * (LINK in FIGURES[template])


@pytest.mark.parametrize(("template", "language"), ALL)
def test_words_of_every_message_use_each_figure_and_no_other(template: Template, language: Language) -> None:
    words = words_of(template, language)
    used = set(re.findall(r"{{ (\w+) }}", " ".join([words.subject, *words.paragraphs])))
    assert used | ({LINK} if words.action else set()) == FIGURES[template]
    if words.sms:
        assert set(re.findall(r"{{ (\w+) }}", words.sms)) <= FIGURES[template]


@pytest.mark.parametrize("template", Template)
def test_a_message_says_other_words_in_each_language(template: Template) -> None:
    each = [words_of(template, language) for language in Language]
    assert len({words.paragraphs for words in each}) == 3
    # A circular has the subject that its provider gave it.
    assert len({words.subject for words in each}) == (1 if template is Template.CIRCULAR else 3)
    assert len({(len(words.paragraphs), words.action is None, words.sms is None) for words in each}) == 1


@pytest.mark.parametrize("attack", HOSTILE)
@pytest.mark.parametrize(("template", "language"), ALL)
def test_hostile_figures_stay_figures(template: Template, language: Language, attack: str) -> None:
    harmless, hostile = render(told(template, language)), render(told(template, language, HOSTILE[attack]))
    assert Tags(hostile.html).tags == Tags(harmless.html).tags
    assert len(hostile.text.splitlines()) == len(harmless.text.splitlines())
    assert hostile.subject.isprintable()
    assert (len(hostile.subject) <= 150, len(hostile.text) < 20_000) == (True, True)
    if "reason" not in FIGURES[template]:
        assert len(hostile.text) < 3_000


@pytest.mark.parametrize("attack", HOSTILE)
@pytest.mark.parametrize("template", Template)
def test_no_figure_becomes_a_header_of_the_mail(template: Template, attack: str) -> None:
    raw = compose(told(template, Language.FI, HOSTILE[attack]), sender=SENDER).as_bytes()
    mail = message_from_bytes(raw, policy=default)
    assert set(mail.keys()) == set(compose(told(template, Language.FI), sender=SENDER).keys())
    assert (mail["To"], mail["Bcc"], mail["Cc"]) == ("aino@example.org", None, None)
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_mail_is_the_same_to_the_last_byte_however_often_it_is_sent() -> None:
    message = told(Template.PROVIDER_APPROVED, Language.SV)
    once, again = (compose(message, sender=SENDER).as_bytes() for _ in range(2))
    assert once == again
    mail = message_from_bytes(once, policy=default)
    assert mail["Message-ID"] == "<0e2f3d5e36a54f5e9d2c3c8f7a1b2c3d.ahti@example.org>"
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "sv")
    assert mail["Date"].datetime == message.created_at
    assert max(map(len, once.splitlines())) <= 998


def test_domain_with_umlauts_is_written_as_dns_has_it() -> None:
    message = told(Template.DATA_ERASED, Language.FI)
    mail = compose(replace(message, address="aino@bücher.example"), sender=SENDER)
    assert mail["To"] == "aino@xn--bcher-kva.example"


def test_an_address_that_no_name_in_dns_can_have_is_given_up() -> None:
    """Everybody can give one: a job that failed for it would be tried ten times, and held for somebody to look at."""
    message = told(Template.MAIL_CONFIRM, Language.FI)
    with pytest.raises(Never):
        compose(replace(message, address=f"aino@{'ä' * 60}.example"), sender=SENDER)


def test_sms_is_one_line_with_the_link() -> None:
    for language in Language:
        text = render_sms(told(Template.APPLICATION_CONFIRM, language, HOSTILE["lines"]))
        assert URL in text
        assert text.isprintable()


def test_message_without_its_figures_is_not_told_with_holes_in_it() -> None:
    message = told(Template.PROVIDER_APPROVED, Language.FI)
    with pytest.raises(UndefinedError):
        render(replace(message, figures={}))


def test_link_is_kept_out_of_what_is_kept_and_the_rest_still_reads() -> None:
    message = told(Template.APPLICATION_CONFIRM, Language.EN)
    left = without_keys(message.figures)
    assert URL not in left.values()
    assert {name: text for name, text in left.items() if name != LINK} == {
        name: text for name, text in message.figures.items() if name != LINK
    }


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://", "https://a b", 'https://a/"', "//a", "https://å"])
def test_what_is_no_link_is_a_fault_of_ours(url: str) -> None:
    with pytest.raises(WrongFigures):
        told(Template.APPLICATION_CONFIRM, Language.FI, link=url)


def test_missing_and_other_figures_are_a_fault_of_ours() -> None:
    for figures in ({}, {"provider": "a", "other": "b"}):
        with pytest.raises(WrongFigures):
            tidy_figures(Template.PROVIDER_APPROVED, figures)
