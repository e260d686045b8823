"""Who runs a draw cannot release it through another program."""

from uuid import UUID

import pytest

from harbors.access.records import ApiKeyId, ClientId, PersonId, Principal
from schema.errors import Forbidden
from schema.mutations.draws import hand_of

PERSON = PersonId(UUID(int=7))


def test_a_person_is_the_same_hand_through_whatever_program() -> None:
    through = [ClientId(UUID(int=1)), ClientId(UUID(int=2)), None]
    hands = {hand_of(Principal(person_id=PERSON, client_id=one)) for one in through}
    assert hands == {f"person:{PERSON}"}


def test_a_key_is_no_hand_as_its_maker_would_have_two() -> None:
    with pytest.raises(Forbidden):
        hand_of(Principal(key_id=ApiKeyId(UUID(int=3))))
