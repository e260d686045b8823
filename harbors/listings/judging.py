"""Knows what a resource must be as a whole: nothing missing, parts where they belong, numbers given once."""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from uuid import UUID

from harbors.errors import Problem
from harbors.listings.faults import fault
from harbors.listings.fields import Content
from harbors.listings.forms import Form
from harbors.listings.register import Register
from harbors.text import Language


def unfit(content: Content, *, form: Form, register: Register, wrong: Set[str]) -> Iterator[tuple[str, Problem]]:
    """What is wrong with a whole resource, by field; ``wrong`` fields have been told of already."""
    yield from _missing(content, form, wrong)
    yield from _torn(content, form, register)


def taken(proposed: Mapping[UUID, Content], *, form: Form, register: Register) -> Iterator[tuple[UUID, str, Problem]]:
    """Of two resources with the same number at one pier, those that are to get it are wrong."""
    before = {id: form.key(thing.content) for id, thing in register.things.items()}
    after = before | {id: form.key(content) for id, content in proposed.items()}
    bearers = Counter(after.values())
    name = form.told_apart[-1]
    wire = "names" if name == "name" else next(one.wire for one in form.fields if one.name == name)
    for id in proposed:
        if bearers[after[id]] > 1 and before.get(id) != after[id]:
            yield id, name, fault("NUMBER_TAKEN", wire)


def _missing(content: Content, form: Form, wrong: Set[str]) -> Iterator[tuple[str, Problem]]:
    """What a resource cannot be without, of fields that are not wrong already."""
    for one in form.fields:
        if one.required and one.wire not in wrong and content[one.name] in (None, []):
            yield one.name, fault("REQUIRED", one.wire)
    if content["geometry"] is None and "geometry" not in wrong:
        yield "geometry", fault("REQUIRED", "geometry")
    if form.has_names and not any(content[f"name_{language}"] for language in Language):
        yield "name_fi", fault("NAME_MISSING", "names")


def _torn(content: Content, form: Form, register: Register) -> Iterator[tuple[str, Problem]]:
    """A part that lies elsewhere than what it is told to be a part of."""
    if form.whole:
        part, whole = form.whole
        kind = next(str(one.names) for one in form.fields if one.name == part)
        if content[part] and register.whole_of(kind, str(content[part])) != content[whole]:
            yield part, fault("NOT_TOGETHER", next(one.wire for one in form.fields if one.name == part))
