"""Knows what the lines of a provider come to: what is created, changed or unchanged, and everything that is wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from harbors.errors import Problem
from harbors.listings.drafts import Draft
from harbors.listings.faults import fault
from harbors.listings.fields import Content
from harbors.listings.files.lines import LineProblem
from harbors.listings.forms import Form
from harbors.listings.judging import taken, unfit
from harbors.listings.kinds import Action
from harbors.listings.references import resolved
from harbors.listings.register import DecodeId, Register, Thing, plain_id
from harbors.places.kinds import GeometrySource


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
    planner = _Planner(form, register, terms)
    for draft in drafts:
        planner.take(draft)
    return planner.finish()


class _Planner:
    """Takes one line after the other."""

    def __init__(self, form: Form, register: Register, terms: Terms) -> None:
        self._form, self._register, self._terms = form, register, terms
        things = register.things.values() if terms.by_key else ()
        self._by_key = {form.key(thing.content): thing for thing in things}
        self._fresh: dict[tuple[object, ...], UUID] = {}
        self._lines: dict[UUID, Draft] = {}
        self._made = Plan()

    def take(self, draft: Draft) -> None:
        form, register, terms = self._form, self._register, self._terms
        told, faults = resolved(draft, form=form, register=register, decode=terms.decode)
        self._made.problems += [*draft.problems, *faults]
        wrong = {str(one.problem.field) for one in (*draft.problems, *faults)}
        try:
            thing, id = self._identity(draft, form.key(form.defaults() | told))
        except LookupError:
            self._wrong(draft, fault("LISTING_UNKNOWN", "id"), "id")
            return
        if id in self._lines:
            self._wrong(draft, fault("LINE_REPEATED", None, line=self._lines[id].line.line), None)
            return
        self._lines[id] = draft
        content = _content(form.defaults() if thing is None else thing.content, told)
        problems = list(unfit(content, form=form, register=register, wrong=wrong))
        for name, problem in problems:
            self._wrong(draft, problem, name)
        if not (wrong or problems):
            self._propose(draft, content, thing=thing, id=id)

    def finish(self) -> Plan:
        proposed = {one.resource_id: one.content for one in self._made.proposals if one.content is not None}
        for id, name, problem in taken(proposed, form=self._form, register=self._register):
            self._wrong(self._lines[id], problem, name)
        return self._made

    def _identity(self, draft: Draft, key: tuple[object, ...]) -> tuple[Thing | None, UUID]:
        """The resource that a line speaks of, and its id: known, or new. Raises ``LookupError``."""
        register, own_name = self._register, draft.external_id
        if draft.resource is not None:
            thing = register.things[self._terms.decode(self._form.kind, draft.resource) or UUID(int=0)]
            return thing, thing.id
        if own_name is not None and (id := register.external_ids.get(own_name)):
            return register.things.get(id), id
        so_called = self._by_key.get(key)
        if so_called and (own_name is None or so_called.id not in register.names):
            return so_called, so_called.id
        return None, self._fresh_id(draft, key)

    def _fresh_id(self, draft: Draft, key: tuple[object, ...]) -> UUID:
        """The same for lines that speak of the same thing, as far as they say what they speak of."""
        if draft.external_id is None and (key[-1] is None or not self._terms.by_key):
            return self._terms.draw_id()
        name = key if draft.external_id is None else (draft.external_id,)
        return self._fresh.get(name) or self._fresh.setdefault(name, self._terms.draw_id())

    def _propose(self, draft: Draft, content: Content, *, thing: Thing | None, id: UUID) -> None:
        named = draft.external_id is None or self._register.external_ids.get(draft.external_id) == id
        if thing is not None and content == thing.content and named:
            self._made.unchanged.append(id)
        else:
            action = Action.CREATE if thing is None or thing.new else Action.CHANGE
            name = draft.external_id or self._register.names.get(id)
            self._made.proposals.append(Proposal(action=action, resource_id=id, content=content, external_id=name))

    def _wrong(self, draft: Draft, problem: Problem, name: str | None) -> None:
        self._made.problems.append(draft.line.fault(problem, name=name))


def _content(before: Content, told: Mapping[str, object]) -> dict[str, object]:
    """What is not told stays as it was; a shape that is new is not as the old one was drawn."""
    content = {**before, **told}
    if "geometry_source" not in told and content["geometry"] != before["geometry"]:
        content["geometry_source"] = GeometrySource.IMPORTED.value
    return content
