"""Knows how what a line names becomes ids: what it lies in, what a pier suits, where a ferry calls."""

from collections.abc import Iterator, Mapping

from harbors.listings.drafts import Draft
from harbors.listings.fields import Field
from harbors.listings.files.lines import LineProblem
from harbors.listings.forms import Form
from harbors.listings.register import DecodeId, Register
from harbors.listings.values import Unfit


def resolved(
    draft: Draft, *, form: Form, register: Register, decode: DecodeId
) -> tuple[dict[str, object], list[LineProblem]]:
    """What the draft tells, with ids for all that it names, and the whole where a part is named."""
    told = dict(draft.told)
    problems: list[LineProblem] = []
    for field in _in_order(form):
        if told.get(field.name):
            try:
                told[field.name] = _ids(field, told, form=form, register=register, decode=decode)
            except Unfit as unfit:
                told[field.name] = None
                problems.append(draft.line.fault(unfit.problem(field.wire), name=field.name))
    if form.whole and told.get(form.whole[0]) and not told.get(form.whole[1]):
        kind = next(str(field.names) for field in form.fields if form.whole and field.name == form.whole[0])
        told[form.whole[1]] = register.whole_of(kind, str(told[form.whole[0]]))
    return told, problems


def _in_order(form: Form) -> Iterator[Field]:
    """The whole before the part: a pier's number means something within its harbor."""
    yield from (field for field in form.fields if field.names and not (form.whole and field.name == form.whole[0]))
    yield from (field for field in form.fields if field.names and form.whole and field.name == form.whole[0])


def _ids(field: Field, told: Mapping[str, object], *, form: Form, register: Register, decode: DecodeId) -> object:
    value = told[field.name]
    if not isinstance(value, list):
        whole = told.get(form.whole[1]) if form.whole and field.name == form.whole[0] else None
        return register.resolve(field, str(value), whole=None if whole is None else str(whole), decode=decode)
    ids = [register.resolve(field, str(one), whole=None, decode=decode) for one in value]
    return ids if field.ordered else sorted(set(ids))
