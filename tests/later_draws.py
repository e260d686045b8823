"""Knows how to bring a small round that was drawn through the batches of a season, whoever answers what."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from uuid import UUID

from harbors.allocations.answers import FrozenBatch, read_batch, write_answers, write_standing
from harbors.allocations.later_draws import BegunBatch, begin_batch
from harbors.allocations.records import Beacon, DrawId, Freeze, FreezeId
from harbors.allocations.sealing import OpenedRound
from harbors.bundles.records import DrawnRound
from harbors.draws.batches import Answers, Standing, after_draw
from harbors.draws.records import Rules
from tests import harbor_town as at
from tests.property.draws.instances import Dice

NOBODY = UUID(int=0)
SALT = b"the salt of a 1!"


@dataclass(frozen=True, slots=True)
class Season:
    """A round that was drawn, with the rules of what fits."""

    drawn: DrawnRound
    rules: Rules

    @property
    def opened(self) -> OpenedRound:
        ids = {record.id: UUID(bytes=sha256(record.id.encode()).digest()[:16]) for record in self.drawn.frozen.records}
        return OpenedRound(
            frozen=self.drawn.frozen,
            order_salt=self.drawn.order_salt,
            application_ids=ids,
            privates=self.drawn.privates,
        )

    @property
    def freeze(self) -> Freeze:
        return Freeze(
            id=FreezeId(NOBODY),
            round=replace(at.A_ROUND, code=self.drawn.round_name),
            number=1,
            root=self.drawn.frozen.root.hex(),
            plan=None,
            created_at=at.AFTER,
        )

    @property
    def beacon(self) -> Beacon:
        told = self.drawn.beacon
        return Beacon(
            source=told.source, round=told.round, randomness=told.randomness.hex(), signature=told.signature.hex()
        )

    @property
    def standing(self) -> Standing:
        """Where everybody stands after the draw."""
        outcome = self.drawn.outcome
        return after_draw(self.drawn.frozen.places, assignment=outcome.assignment, rank=outcome.rank)

    def frozen(self, standing: Standing, answers: Answers, *, number: int = 1, upgrades: bool = True) -> FrozenBatch:
        written = write_standing(standing, self.drawn.frozen)
        return FrozenBatch(
            id=NOBODY,
            round_id=NOBODY,
            number=number,
            follows_id=DrawId(NOBODY),
            standing=written,
            answers=write_answers(
                answers,
                self.opened,
                self.rules,
                left=standing.left,
                standing=written,
                code=self.drawn.round_name,
                number=number,
                at=at.AFTER,
                upgrades=upgrades,
                salt=SALT,
            ),
            opened_by="cli:test",
            opened_at=at.AFTER,
        )

    def run(self, batch: FrozenBatch) -> BegunBatch:
        return begin_batch(self.freeze, self.opened, batch, beacon=self.beacon, withdrawals=self.drawn.withdrawals)

    def after(self, batch: FrozenBatch, begun: BegunBatch) -> Standing:
        """Where everybody stands after a batch, of what is kept of it alone."""
        told = read_batch(batch, self.drawn.frozen)
        ids = {id: public_id for public_id, id in self.opened.application_ids.items()}
        awards = {ids[id]: place for id, place in begun.kept.awards.items()}
        assignment = {one.public_id: awards.get(one.public_id) for one in begun.kept.results}
        rank = {one.public_id: one.rank for one in begun.kept.results}
        drawn = after_draw(self.drawn.frozen.places, assignment=assignment, rank=rank)
        gave = {id for id in told.answers.declined if told.standing.assignment[id] is not None}
        return Standing(
            assignment=assignment,
            rank=rank,
            behind=frozenset((told.standing.behind | gave) & assignment.keys()),
            left=told.standing.left | drawn.left,
        )


def some_answers(dice: Dice, standing: Standing) -> Answers:
    """Whatever ``dice`` say that people say, and which places are gone that nobody keeps."""
    said: dict[str, set[str]] = {"declined": set(), "misdescribed": set(), "content": set(), "withdrawn": set()}
    for id, place in standing.assignment.items():
        name = dice.choice(("declined", "misdescribed", "content", "withdrawn", *["" for _ in range(6)]))
        if name and (place is not None or name == "withdrawn"):
            said[name].add(id)
    gone = _gone(dice, standing, said["declined"] | said["misdescribed"] | said["withdrawn"])
    return Answers(gone=frozenset(gone), **{name: frozenset(ids) for name, ids in said.items()})


def _gone(dice: Dice, standing: Standing, gave_back: set[str]) -> Sequence[str]:
    back = [place for id, place in standing.assignment.items() if place is not None and id in gave_back]
    return [place for place in back if dice.randrange(4) == 0]
