"""Knows what the lines of a provider come to: what is created, changed or unchanged, and everything that is wrong."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from uuid import UUID

from harbors.errors import Problem
from harbors.listings.drafts import Draft
from harbors.listings.fields import Content
from harbors.listings.files.lines import LineProblem
from harbors.listings.forms import Form
from harbors.listings.kinds import Action
from harbors.listings.references import resolved
from harbors.listings.refusals import fault
from harbors.listings.register import DecodeId, Register, Thing, plain_id
from harbors.places.kinds import GeometrySource
from harbors.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is to become of a resource; ``content`` is all of it, none where it is to be retired."""

    action: Action
    resource_id: UUID
    content: Content | None
    external_id: str | None = None


@dataclass(slots=True)
class Plan:
    """What lines come to; nothing of it is to be done while there are problems."""

    proposals: list[Proposal] = field(default_factory=list)
    unchanged: list[UUID] = field(default_factory=list)
    problems: list[LineProblem] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How lines are planned: ``by_key`` takes a line for the resource that has the same number or name."""

    draw_id: Callable[[], UUID]
    decode: DecodeId = plain_id
    by_key: bool = True


def plan(drafts: Sequence[Draft], *, form: Form, register: Register, terms: Terms) -> Plan:
    """What the lines come to together."""
    made = Plan(problems=[problem for draft in drafts for problem in draft.problems])
    keys = {form.key(thing.content): thing for thing in register.things.values()} if terms.by_key else {}
    lines: dict[UUID, Draft] = {}
    for draft in drafts:
        told, faults = resolved(draft, form=form, register=register, decode=terms.decode)
        made.problems += faults
        try:
            thing, id = _identity(draft, form.key(form.defaults() | told), keys, register, terms)
        except LookupError:
            made.problems.append(draft.line.fault(fault("LISTING_UNKNOWN", "id"), name="id"))
            continue
        id = id or terms.draw_id()
        if id in lines:
            where = lines[id].line.line
            made.problems.append(draft.line.fault(fault("LINE_REPEATED", None, line=where), name=None))
            continue
        lines[id] = draft
        wrong = {str(one.problem.field) for one in (*faults, *draft.problems)}
        content = _content(form.defaults() if thing is None else thing.content, told)
        unfit = [*_missing(content, form, wrong), *_torn(content, form, register)]
        made.problems += [draft.line.fault(problem, name=name) for name, problem in unfit]
        if not (wrong or unfit):
            _propose(made, content, thing=thing, id=id, external_id=draft.external_id)
    made.problems += _taken(made, lines, form, register)
    return made


def _identity(
    draft: Draft, key: tuple[object, ...], keys: Mapping[tuple[object, ...], Thing], register: Register, terms: Terms
) -> tuple[Thing | None, UUID | None]:
    """The resource that a line speaks of, and its id: known, new, or not there any more. Raises ``LookupError``."""
    if draft.resource is not None:
        thing = register.things[terms.decode("", draft.resource) or UUID(int=0)]
        return thing, thing.id
    if draft.external_id is not None and (id := register.external_ids.get(draft.external_id)):
        return register.things.get(id), id
    thing_so_called = keys.get(key)
    return thing_so_called, thing_so_called and thing_so_called.id


def _content(before: Content, told: Mapping[str, object]) -> dict[str, object]:
    """What is not told stays as it was; a shape that is new is not as the old one was drawn."""
    content = {**before, **told}
    if "geometry_source" not in told and content["geometry"] != before["geometry"]:
        content["geometry_source"] = GeometrySource.IMPORTED.value
    return content


def _propose(made: Plan, content: Content, *, thing: Thing | None, id: UUID, external_id: str | None) -> None:
    if thing is not None and content == thing.content:
        made.unchanged.append(id)
    else:
        action = Action.CREATE if thing is None or thing.new else Action.CHANGE
        made.proposals.append(Proposal(action=action, resource_id=id, content=content, external_id=external_id))


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


def _taken(made: Plan, lines: Mapping[UUID, Draft], form: Form, register: Register) -> Iterator[LineProblem]:
    """Of two resources with the same number at one pier, those that come to it by these lines are wrong."""
    after = {id: thing.content for id, thing in register.things.items()}
    after |= {one.resource_id: one.content for one in made.proposals if one.content is not None}
    keys = {id: form.key(content) for id, content in after.items()}
    bearers = Counter(keys.values())
    for proposal in made.proposals:
        id, before = proposal.resource_id, register.things.get(proposal.resource_id)
        if bearers[keys[id]] > 1 and (before is None or form.key(before.content) != keys[id]):
            name = form.told_apart[-1]
            wire = "names" if name == "name" else next(one.wire for one in form.fields if one.name == name)
            yield lines[id].line.fault(fault("NUMBER_TAKEN", wire), name=name)
