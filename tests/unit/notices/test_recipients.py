"""Which addresses a message can go to."""

import pytest

from harbors.errors import Invalid
from harbors.notices.records import MESSAGE_TRANSITIONS, MessageKind, MessageStatus, Recipient, Template
from harbors.notices.rules import check_recipient
from harbors.text import Language


def problem_of(address: str, *, kind: MessageKind, template: Template = Template.APPLICATION_CONFIRM) -> str | None:
    try:
        check_recipient(Recipient(address=address, language=Language.FI, kind=kind), template, field="email")
    except Invalid as refusal:
        [problem] = refusal.problems
        assert problem.field == "email"
        return problem.code
    return None


@pytest.mark.parametrize("address", ["aino@example.org", "a.b+c@x-y.example.org", "aino@bücher.example"])
def test_mail_goes_to_addresses(address: str) -> None:
    assert problem_of(address, kind=MessageKind.MAIL) is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "aino",
        "aino@localhost",
        "a@example.org,b@example.org",
        "a@example.org b@example.org",
        "aino@example.org\r\nBcc: b@example.org",
        "aino@example.org\n",
        "aino\x00@example.org",
        "Aino <aino@example.org>",
        '"a b"@example.org',
        f"{'a' * 65}@example.org",
        f"a@{'b' * 60}.{'c.' * 120}org",
    ],
)
def test_mail_goes_to_nothing_that_is_not_one_address(address: str) -> None:
    assert problem_of(address, kind=MessageKind.MAIL) == "ADDRESS_UNUSABLE"


def test_sms_goes_to_international_numbers() -> None:
    assert problem_of("+358401234567", kind=MessageKind.SMS) is None
    for number in ("0401234567", "+358 40 1234567", "+3584012345678901234", "+358401234567\n", "aino@example.org"):
        assert problem_of(number, kind=MessageKind.SMS) == "ADDRESS_UNUSABLE"


def test_what_has_no_short_words_is_not_sent_by_sms() -> None:
    code = problem_of("+358401234567", kind=MessageKind.SMS, template=Template.PROVIDER_REJECTED)
    assert code == "NOT_BY_SMS"


def test_every_status_of_a_message_says_where_it_can_go() -> None:
    assert set(MESSAGE_TRANSITIONS) == set(MessageStatus)
    final = {status for status, further in MESSAGE_TRANSITIONS.items() if not further}
    assert final == {MessageStatus.SENT, MessageStatus.REFUSED, MessageStatus.KEPT}
