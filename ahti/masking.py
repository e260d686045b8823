"""Knows what a log line must not tell, and takes it out: who somebody is, how to reach them, and what opens a door."""

import re
from collections.abc import Callable, Mapping, Sequence

_QUOTED = r"""(?:b?\\*"(?:[^"\\]|\\.)*+(?:"|$)|b?'(?:[^'\\]|\\.)*+(?:'|$))"""
_NAMED = r"(?:pass(?:word|wd|phrase)|secret|token|api[_-]?key|capability|verifier|credentials?|session)"
_HEADER = r"(?:proxy-)?authorization|(?:set-)?cookie|x-api-key|x-(?:hub-)?signature"

# Whoever asks writes part of what is looked through: each pattern begins at few places, or does not look far from them.
# Each pattern and what is put in its place, in this order: what is found by its name goes before what by its looks.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE | re.MULTILINE), instead)
    for pattern, instead in (
        # What PostgreSQL, asyncpg and pydantic quote of the values they were given.
        (r"(DETAIL:).*$", r"\1 [values]"),
        (r"(query argument \$\d+: ).*?(?= \(|$)", r"\1[value]"),
        (r"(input_value=).*?(?=, input_type|$)", r"\1[value]"),
        # Names and passwords before the @ of an address, and whatever stands after its question mark.
        (r"(://)[^/\s:@'\"]{0,500}:[^@\s'\"]{1,500}@", r"\1[secret]@"),
        (r"(https?://[^\s?'\"]{1,1000}\?)[^\s'\"]+", r"\1[query]"),
        # A header, as a line or as a pair in a list; then anything that calls itself a secret.
        (rf"(\b(?:{_HEADER})\b\\*['\"]?\s*[:=,]\s*)(?:{_QUOTED}|[^\r\n]+)", r"\1[secret]"),
        (rf"((?<![\w-])[\w-]*{_NAMED}\\*['\"]?\s*[:=,]\s*)(?:{_QUOTED}|[^\s,;&)}}\]]+)", r"\1[secret]"),
        (r"\b(bearer|basic|dpop)\s+[\w.~+/=-]+", r"\1 [secret]"),
        (r"(?<![\w-])(?=[\w-]++\.[\w-])([\w-]*?)\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)*", r"\1[token]"),
        (r"\bahti_[\w-]{16,}", "[key]"),
        (r"(?<![0-9a-z])[0-9a-f]{64}(?![0-9a-z])", "[secret]"),
        # People: mail addresses (in a path, too), identity codes, telephone numbers.
        (r"[^\s\"'<>(),;:=&/\[\]{}\\]{1,254}(?:@|%40)[^\s\"'<>(),;:=&/\[\]{}\\]+", "[mail]"),
        (r"(?<![\w-])\d{6}[-+A-FU-Y]\d{3}[0-9A-Y](?![\w-])", "[identity code]"),
        (r"(?<![\w+.-])(?:\+|%2B|00)\d(?:[ ().-]{0,2}\d){6,14}(?![\w-])", "[phone]"),
        (r"(?<![\w+.:-])\(?0\d{1,3}\)?(?:[ .-]?\d){5,9}(?![\w:-])", "[phone]"),
    )
)

# No line of ours is nearly as long, and a pattern should not have to look through more.
_LONGEST = 100_000


def mask(text: str) -> str:
    """The text without personal data and secrets: a word in brackets stands where they were."""
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text[:_LONGEST])
    return text


def masked(value: object) -> object:
    """The same for every text in a value of a log line; what is named as a secret has none."""
    if isinstance(value, Mapping):
        return {mask(str(name)): _of_name(str(name), one) for name, one in value.items()}
    if isinstance(value, Sequence | set | frozenset) and not isinstance(value, str | bytes | bytearray):
        return [masked(one) for one in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return mask(str(value))


def _of_name(name: str, value: object) -> object:
    return "[secret]" if _is_secret(name) and value is not None else masked(value)


_is_secret: Callable[[str], re.Match[str] | None] = re.compile(
    rf"(?:^|[_-])(?:{_HEADER})$|{_NAMED}$", re.IGNORECASE
).search
