"""Secrets of programs: how they are spelled, and what does not even reach the database."""

from uuid import UUID

from harbors.access.records import ApiKeyId
from harbors.programs.rules import answers, challenge_of, is_challenge
from harbors.programs.spelling import ACCESS, CLIENT, REFRESH, draw_opaque, is_opaque, is_ours, read_key, spell_key
from tests import harbor_town as at

ID = ApiKeyId(UUID(int=7, version=4))


def test_a_key_tells_which_it_is_and_that_it_is_whole() -> None:
    key = spell_key(ID, at.CountingChance())
    shown = read_key(key)
    assert shown is not None
    assert (shown.id, shown.words) == (ID, key)
    assert key.startswith(f"ahti_key_{ID.hex}_")


def test_a_key_with_any_wrong_character_is_none() -> None:
    key = spell_key(ID, at.CountingChance())
    for place in range(len("ahti_key_"), len(key)):
        wrong = "0" if key[place] != "0" else "1"
        assert read_key(key[:place] + wrong + key[place + 1 :]) is None
    assert read_key(key[:-1]) is None
    assert read_key(key + "0") is None


def test_each_kind_of_secret_has_a_beginning_of_its_own() -> None:
    chance = at.CountingChance()
    for kind in (ACCESS, REFRESH, CLIENT):
        assert [is_opaque(draw_opaque(kind, chance), other) for other in (ACCESS, REFRESH, CLIENT)] == [
            kind == other for other in (ACCESS, REFRESH, CLIENT)
        ]
    assert not is_opaque(ACCESS + "0" * 63, ACCESS)
    assert not is_opaque(ACCESS + "A" * 64, ACCESS)


def test_a_refresh_token_and_a_clients_secret_are_shown_to_the_authorization_server_alone() -> None:
    chance = at.CountingChance()
    ours = [is_ours(draw_opaque(kind, chance)) for kind in (ACCESS, REFRESH, CLIENT)]
    assert [*ours, is_ours(spell_key(ID, chance)), is_ours("eyJhbGciOiJFUzI1NiJ9.e30.c2ln")] == [
        True,
        False,
        False,
        True,
        False,
    ]


def test_the_example_of_rfc_7636_is_answered_and_nothing_near_it() -> None:
    verifier, challenge = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    assert challenge_of(verifier) == challenge
    assert is_challenge(challenge)
    assert answers(challenge, verifier)
    assert not answers(challenge, verifier + "a")
    assert not answers(challenge, challenge)
    assert not answers(challenge_of("short"), "short")
    assert not is_challenge(challenge + "=")
