"""Python and the database say the same of every address to which people would be sent back with a code."""

from ahti.db import Database
from harbors.programs.addresses import fault_of_redirect
from tests.unit.programs.test_addresses import BAD, GOOD

SOUND = "SELECT redirect_uri_is_sound($1)"
# Whatever stands where only a host may stand.
HOSTS = [
    f"https://{before}{char}{after}/back" for char in map(chr, range(33, 127)) for before, after in ("ab", "a ", " b")
]


async def test_the_database_takes_what_the_rule_takes_and_nothing_else(database: Database) -> None:
    addresses = [*GOOD, *BAD, *HOSTS]
    async with database.unit_of_work() as connection:
        taken = [one for one in addresses if await connection.fetchval(SOUND, one)]
    assert taken == [one for one in addresses if fault_of_redirect(one) is None]
    assert len(taken) > len(GOOD)
