"""Ids, references and tokens: how they are spelled, and what a check character notices."""

from itertools import combinations

from harbors.chance import ALPHABET, check_character, draw_id, draw_public_id, draw_reference, draw_token, token_hash
from tests.harbor_town import CountingChance


class SameChance:
    """The same bytes each time."""

    def bytes(self, count: int) -> bytes:
        return bytes(range(200, 200 + count))


def is_sound(reference: str) -> bool:
    letters = reference.replace("-", "")
    return check_character(letters[:-1]) == letters[-1]


def test_a_reference_is_two_groups_of_five_that_cannot_be_misread() -> None:
    first, second = draw_reference(SameChance()).split("-")
    assert len(first) == len(second) == 5
    assert set(first + second) <= set("23456789ABCDEFGHJKMNPQRSTUVWXYZ")


def test_a_drawn_reference_is_sound() -> None:
    chance = CountingChance()
    assert all(is_sound(draw_reference(chance)) for _ in range(100))


def test_every_single_wrong_character_is_noticed() -> None:
    letters = draw_reference(SameChance()).replace("-", "")
    wrong = [letters[:at] + other + letters[at + 1 :] for at in range(10) for other in ALPHABET if other != letters[at]]
    assert [one for one in wrong if is_sound(one)] == []


def test_every_two_swapped_characters_are_noticed() -> None:
    letters = "23456789A" + check_character("23456789A")
    for left, right in combinations(range(10), 2):
        swapped = list(letters)
        swapped[left], swapped[right] = swapped[right], swapped[left]
        assert is_sound("".join(swapped)) == (letters[left] == letters[right])


def test_what_is_drawn_by_chance_is_spelled_as_it_is_kept() -> None:
    chance = SameChance()
    assert draw_public_id(chance) == "c8c9cacbcccdcecfd0d1d2d3d4d5d6d7"
    assert draw_token(chance) == bytes(range(200, 232)).hex()
    assert draw_id(chance).version == 4
    assert len(token_hash(draw_token(chance))) == 32
