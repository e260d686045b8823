"""Knows what the roles are called in mail."""

from collections.abc import Mapping

from harbors.access.records import Role
from harbors.text import Translated

ROLES: Mapping[Role, Translated] = {
    Role.VIEWER: Translated(fi="katselija", sv="läsare", en="viewer"),
    Role.CLERK: Translated(fi="käsittelijä", sv="handläggare", en="clerk"),
    Role.MANAGER: Translated(fi="hoitaja", sv="föreståndare", en="manager"),
    Role.OWNER: Translated(fi="omistaja", sv="ägare", en="owner"),
}
