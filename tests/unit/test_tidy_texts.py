"""What becomes of the texts of a form before they are judged."""

from harbors.forms import NAME, tidy_text


def test_letters_are_composed_and_spaces_are_plain() -> None:
    assert tidy_text(" Va\N{COMBINING DIAERESIS}ino\N{COMBINING DIAERESIS}\N{NO-BREAK SPACE}V ") == "Väinö V"


def test_a_text_that_no_field_takes_is_left_as_it_is() -> None:
    name = "e\N{COMBINING ACUTE ACCENT}" * 1_001
    assert (tidy_text(name), tidy_text(name[:2_000])) == (name, "é" * 1_000)
    assert [problem.code for problem in NAME.problems(name, field="firstName")] == ["TOO_LONG"]
