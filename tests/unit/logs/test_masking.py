"""What is personal and what opens a door is taken out of a line, and what is neither stays."""

import logging
from collections.abc import Iterator
from time import process_time
from typing import Literal

import orjson
import pytest

from ahti.logs import configure_logging, current_request
from ahti.masking import mask

TOKEN = "0123456789abcdef" * 4
JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhaW5vIn0.c2lnbmF0dXJl"

# What must never be written, and texts that hold it.
HOSTILE = [
    ("aino.virtanen", "mail to aino.virtanen@example.org failed"),
    ("aino.virtanen", "GET /people/aino.virtanen%40example.org"),
    ("äinö+boat", "Äinö <äinö+boat@venekerho.example>"),
    ("131052-308T", "hetu 131052-308T refused"),
    ("010100A123D", "{'id': '010100A123D'}"),
    ("1234567", "call +358 40 1234567 now"),
    ("123 4567", "call 040 123 4567 now"),
    ("358401234567", "phone=%2B358401234567"),
    ("1234567", "(09) 1234567"),
    ("abc.def-ghi", "Authorization: Bearer abc.def-ghi"),
    ("abc.def-ghi", "sent bearer abc.def-ghi to it"),
    ("c2lnbmF0dXJl", f"token was {JWT}"),
    ("dXNlcjpwYXNz", "authorization: Basic dXNlcjpwYXNz"),
    ("s3ss10n", "Cookie: a=1; sid=s3ss10n"),
    ("s3ss10n", "[(b'host', b'x'), (b'cookie', b'sid=s3ss10n; a=b')]"),
    ("s3ss10n", "{'set-cookie': 'sid=s3ss10n; Path=/'}"),
    ("k3y", "x-api-key: k3y"),
    (TOKEN, f"edit token {TOKEN}"),
    (TOKEN, f"GET /applications/{TOKEN}"),
    ("opensesame", '{"query": "{ a }", "variables": {"editToken": "opensesame"}}'),
    ("opensesame", r'{"body": "{\"editToken\": \"opensesame\"}"}'),
    ("open sesame", "{'client_secret': 'open sesame'}"),
    ("it\\'s open", r"{'client_secret': 'it\'s open'}"),
    ("hunter2", "password=hunter2 host=db"),
    ("hunter2", "postgresql://ahti_app:hunter2@db/ahti"),
    ("opensesame", "GET https://issuer.example/token?code=opensesame&state=1"),
    ("opensesame", "refresh_token=opensesame&grant_type=refresh_token"),
    ("Virtanen", 'duplicate key value violates "x"\nDETAIL:  Key (last_name)=(Virtanen) already exists.'),
    ("Virtanen", "invalid input for query argument $3: 'Virtanen' (an integer is required)"),
    ("Virtanen", "Input should be a valid integer [type=int_parsing, input_value='Virtanen', input_type=str]"),
]

# What people who look after the service need, as it is.
KEPT = [
    "GET /graphql 200 12.3 ms 401234567 B",
    "2026-11-24T03:20:00.123+00:00",
    "3f2a1b4c-0401-4234-8567-012345678901",
    "Ahti answers at http://127.0.0.1:8000/ (GraphQL: http://127.0.0.1:8000/graphql)",
    "Something went wrong; quote this id: 0f1e2d3c4b5a69788796a5b4c3d2e1f0",
    'File "/srv/ahti/web/edge.py", line 61, in __call__',
    "the token has expired",
    "harbor 0012 has 1200 berths, 2500 mm wide",
]


@pytest.mark.parametrize(("secret", "text"), HOSTILE)
def test_what_is_secret_or_personal_is_taken_out(secret: str, text: str) -> None:
    assert secret in text
    assert secret not in mask(text)
    assert "[" in mask(text)


@pytest.mark.parametrize("text", KEPT)
def test_what_is_neither_stays(text: str) -> None:
    assert mask(text) == text


@pytest.fixture
def request_7() -> Iterator[None]:
    token = current_request.set("request-7")
    yield
    current_request.reset(token)


@pytest.mark.usefixtures("request_7")
@pytest.mark.parametrize("style", ["text", "json"])
@pytest.mark.parametrize("name", ["ahti.web", "uvicorn.error", "asyncpg", "httpx", "pgqueuer", "py.warnings"])
def test_whoever_logs_in_whatever_way_the_bytes_hold_none_of_it(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, style: Literal["text", "json"], name: str
) -> None:
    configure_logging(style)
    log = logging.getLogger(name)
    # The worker keeps pgqueuer quiet, once it was imported.
    caplog.set_level(logging.WARNING, logger=name)
    for secret, text in HOSTILE:
        log.warning(text.replace("%", "%%"))
        log.warning("it was %s", text)
        log.warning("it was %(what)r", {"what": text})
        log.warning("too many", text)
        log.warning("facts", extra={"facts": {"deep": [{"said": text}], "editToken": secret, "level": "mine"}})
        log.warning("id", extra={"request_id": text})
        try:
            try:
                raise ValueError(text)
            except ValueError as cause:
                raise RuntimeError(f"again: {text}") from cause
        except RuntimeError:
            log.exception("failed")
    lines = capsys.readouterr().err
    assert [secret for secret, _ in HOSTILE if secret in lines] == []
    assert lines.count("RuntimeError") >= len(HOSTILE)
    assert lines.count("request-7") == 6 * len(HOSTILE)


@pytest.mark.usefixtures("request_7")
def test_every_json_line_has_the_same_first_keys_and_facts_cannot_change_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logging("json")
    odd = {"level": "mine", "at": 1, 7: "seven", "half": "\ud800", "large": 10**30, "set": {1}}
    logging.getLogger("ahti.web").warning("said", extra={"facts": odd})
    line = orjson.loads(capsys.readouterr().err)
    assert list(line)[:5] == ["at", "level", "logger", "message", "requestId"]
    assert line["at"] != 1
    assert {name: value for name, value in line.items() if name != "at"} == {
        "level": "WARNING",
        "logger": "ahti.web",
        "message": "said",
        "requestId": "request-7",
        "7": "seven",
        "half": "\\ud800",
        "large": str(10**30),
        "set": [1],
    }


@pytest.mark.parametrize("piece", ["1-", "://a:", "http://", "-eyJ", "a", "token-", "%40", "0 ", "(", "a."])
def test_a_text_made_to_keep_the_patterns_busy_is_masked_at_once(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    began = process_time()
    mask(text)
    assert process_time() - began < 1
