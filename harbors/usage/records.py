"""Knows what is counted of a program: how often it asked, and what that cost."""

from dataclasses import dataclass

from harbors.access.records import ApiKeyId, ClientId, Principal


@dataclass(frozen=True, slots=True)
class Program:
    """A client through which people act, or the key of a provider's server: one of the two."""

    client_id: ClientId | None = None
    key_id: ApiKeyId | None = None


@dataclass(frozen=True, slots=True)
class Used:
    """So many requests, which cost so many plain values of their answers."""

    requests: int
    cost: int

    def plus(self, other: "Used") -> "Used":
        return Used(self.requests + other.requests, self.cost + other.cost)


def program_of(principal: Principal) -> Program | None:
    """The program through which somebody acts, if any."""
    if principal.key_id is not None:
        return Program(key_id=principal.key_id)
    return None if principal.client_id is None else Program(client_id=principal.client_id)
