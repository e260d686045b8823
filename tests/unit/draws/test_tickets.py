"""Tickets from a seed."""

from hashlib import sha256

from harbors.draws.tickets import ticket


def test_ticket_is_the_sha_256_of_seed_and_id() -> None:
    # The published test vector of SHA-256 for "abc".
    assert ticket("bc", seed=b"a") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_ticket_takes_the_id_as_utf_8() -> None:
    assert ticket("tähti", seed=b"") == sha256(b"t\xc3\xa4hti").hexdigest()


def test_tickets_sort_as_their_bytes_do() -> None:
    ids = [f"a{number}" for number in range(200)]

    by_digits = sorted(ids, key=lambda id: ticket(id, seed=b"seed"))

    assert by_digits == sorted(ids, key=lambda id: sha256(b"seed" + id.encode()).digest())
