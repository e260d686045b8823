"""Whatever schemathesis makes of the schema, queries and mutations, is answered without a fault and in good form."""

import re
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
import schemathesis
from hypothesis import given
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.core.transport import Response

from ahti.embedded import EmbeddedPostgres
from schema.errors import ErrorCode
from tests.integration.abuse.campaign import TRIED
from tests.integration.abuse.served import Served, served
from tests.integration.reads import ground

_ID = re.compile(r'(?<=\bid: )"(?:[^"\\]|\\.)*"|(?<=Id: )"(?:[^"\\]|\\.)*"')
_TOLD = set(ErrorCode) - {ErrorCode.INTERNAL}
# The library takes every error in a field for a fault of the server unless it knows the code.
_REFUSALS = _TOLD - {ErrorCode.BAD_USER_INPUT}

# GeoJSON is no input, but the library wants to know every scalar.
schemathesis.graphql.scalar("GeoJSON", st.just(schemathesis.graphql.nodes.Null))
schemathesis.graphql.scalar("Date", st.dates().map(str).map(schemathesis.graphql.nodes.String))
schemathesis.graphql.scalar(
    "DateTime",
    st.one_of(
        st.datetimes(timezones=st.timezones()).map(lambda time: time.isoformat()),
        st.sampled_from(["2027-06-09T21:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", ""]),
    ).map(schemathesis.graphql.nodes.String),
)


@pytest.fixture(scope="module")
def bay(server: EmbeddedPostgres, template_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A process that serves a bay with one of everything, and with rounds and draws."""
    url = ground.make(server, template_database, "ground_of_abuse")
    log = tmp_path_factory.mktemp("bay") / "log"
    with served(url, server.url(role="postgres", database="postgres"), Path(log)) as process:
        yield process
    assert process.faults() == []


@pytest.fixture(scope="module")
def published(bay: Served) -> schemathesis.BaseSchema:
    """The schema as the process itself describes it."""
    return schemathesis.graphql.from_url(f"{bay.address}graphql")


IDS = st.sampled_from([one for ids in ground.ids_by_type().values() for one in ids])


def check(response: Response) -> set[str]:
    """Fails unless it is an answer as the specification has it, without a fault of ours. The codes of its errors."""
    assert response.status_code in {200, 400}, response.content
    body = orjson.loads(response.content)
    assert body.keys() <= {"data", "errors", "extensions"}
    assert ("data" in body) == (response.status_code == 200) or body["errors"]
    assert body.get("errors") != []
    errors = body.get("errors", [])
    for error in errors:
        assert error.keys() <= {"message", "locations", "path", "extensions"}
        assert isinstance(error["message"], str)
        assert error["extensions"]["code"] in _TOLD, error
    return {error["extensions"]["code"] for error in errors}


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_whatever_is_made_of_the_schema_is_answered_without_a_fault(
    bay: Served, published: schemathesis.BaseSchema, mode: GenerationMode
) -> None:
    operations = [published[kind][name] for kind in published for name in published[kind]]

    @TRIED
    @given(st.data())
    def try_one(data: st.DataObject) -> None:
        case = data.draw(data.draw(st.sampled_from(operations)).as_strategy(mode))
        case.body = _ID.sub(lambda _: f'"{data.draw(IDS)}"', case.body)
        response = case.call()
        if check(response) & _REFUSALS:
            return
        case.validate_response(response, checks=[schemathesis.checks.not_a_server_error])

    try_one()
    assert bay.lives
