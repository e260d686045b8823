"""Engine and verifier agree on every batch of a season, and no answer can be altered without being found."""

import json
from datetime import datetime, timedelta
from random import Random  # noqa: TID251 - seeded, of seasons that are the same on every machine

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harbors.allocations.answers import FrozenBatch
from harbors.bundles.archive import packed
from harbors.bundles.full import full_bundle
from harbors.draws.batches import Answers
from harbors.draws.records import Rules
from harbors.proofs.records import Json
from harbors.verification.archive import files_of
from harbors.verification.records import Judgement, Verdict
from harbors.verification.verifying import verify
from tests import drawn_rounds
from tests import harbor_town as at
from tests.drawn_rounds import Shape, drawn_round, make_instance
from tests.later_draws import Season, some_answers
from tests.property.draws.campaign import tried_on
from tests.property.draws.instances import Dice

AFTERWARDS, BEFORE = (
    "the next batch of the season begins with the standing ",
    "a batch, which begins with the standing ",
)


def a_season(dice: Dice, *, keyed: bool) -> Season:
    instance = make_instance(dice, Shape(keyed=keyed))
    withdrawn = [one.id for one in instance.applicants if dice.randrange(12) == 0]
    return Season(drawn_round(instance, keyed=keyed, withdrawn=sorted(withdrawn)), instance.rules)


def checked(season: Season, bundle: bytes, **given: str) -> Verdict:
    return verify(bundle, root=season.drawn.frozen.root.hex(), **given)  # type: ignore[arg-type]  # texts only


def hash_in(verdict: Verdict, words: str) -> str:
    (told,) = (note for note in verdict.notes if note.startswith(words))
    return told.removeprefix(words)


@tried_on(60)
@given(st.randoms(use_true_random=False), st.booleans())
def test_the_verifier_accepts_every_batch_and_each_begins_where_the_one_before_ended(dice: Dice, keyed: bool) -> None:
    season = a_season(dice, keyed=keyed)
    standing, verdict = season.standing, checked(season, full_bundle(season.drawn))
    for number in range(1, 4):
        ended = hash_in(verdict, AFTERWARDS)
        batch = season.frozen(
            standing, some_answers(dice, standing), number=number, upgrades=dice.choice((True, True, False))
        )
        begun = season.run(batch)
        assert begun == season.run(batch)
        verdict = checked(season, begun.bundle, answers=batch.digest)
        assert verdict.judgement is Judgement.ACCEPTED, verdict.where
        assert hash_in(verdict, BEFORE) == ended
        standing = season.after(batch, begun)


@tried_on(40)
@given(st.randoms(use_true_random=False))
def test_nobody_loses_what_was_kept_and_no_place_is_given_twice(dice: Dice) -> None:
    season = a_season(dice, keyed=False)
    standing = season.standing
    for number in range(1, 4):
        answers = some_answers(dice, standing)
        batch = season.frozen(standing, answers, number=number)
        after = season.after(batch, season.run(batch))
        given = [place for place in after.assignment.values() if place is not None]
        assert len(given) == len(set(given)) and not set(given) & answers.gone
        for id, place in standing.assignment.items():
            was, now = standing.rank[id], after.rank.get(id)
            if place is not None and id not in answers.declined | answers.misdescribed | answers.withdrawn:
                assert was is not None and now is not None and now <= was
                assert now < was or after.assignment[id] == place
                assert id not in answers.content or after.assignment[id] == place
        standing = after


@pytest.mark.parametrize(
    ("file", "field", "value"),
    [
        ("answers.json", "declined", []),
        ("answers.json", "upgrades", False),
        ("answers.json", "gone", [0]),
        ("standing.json", "left", [0]),
        ("standing.json", "people", []),
    ],
)
def test_an_answer_that_was_altered_is_found(file: str, field: str, value: object) -> None:
    season, batch = _with_somebody_who_declines()
    files = files_of(season.run(batch).bundle)
    told = json.loads(files[file])
    assert told[field] != value
    text = json.dumps(told | {field: value}, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    files[file] = text
    forged = packed({name: text for name, text in files.items() if name != "manifest.json"}, kind="batch")
    assert checked(season, forged, answers=batch.digest).judgement is not Judgement.ACCEPTED
    assert checked(season, forged).judgement is not Judgement.ACCEPTED


@pytest.mark.parametrize(
    ("until", "upgraded"), [(at.AFTER, True), (at.AFTER - timedelta(seconds=1), False), (None, False)]
)
def test_until_when_winners_move_up_is_what_was_sealed(
    until: datetime | None, upgraded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = drawn_rounds.rules_document

    def sealed(rules: Rules, name: str) -> Json:
        return {**honest(rules, name), "upgrades": True, "upgradesUntil": until and until.isoformat()}

    monkeypatch.setattr(drawn_rounds, "rules_document", sealed)
    season = a_season(Random(1), keyed=False)
    told = {
        upgrades: checked(season, season.run(season.frozen(season.standing, Answers(), upgrades=upgrades)).bundle)
        for upgrades in (True, False)
    }
    assert told[upgraded].judgement is Judgement.ACCEPTED, told[upgraded].where
    assert told[not upgraded].where == f"answers.json: upgrades: expected {upgraded}, found {not upgraded}"


def test_answers_given_to_the_bundle_of_a_draw_are_none_of_it() -> None:
    season, batch = _with_somebody_who_declines()
    assert checked(season, full_bundle(season.drawn), answers=batch.digest).judgement is Judgement.UNREADABLE


def _with_somebody_who_declines() -> tuple[Season, FrozenBatch]:
    """The first season in which a first winner declines, and somebody else gets a place that was not to be had."""
    for seed in range(100):
        season = a_season(Random(seed), keyed=False)
        standing = season.standing
        winners = [id for id, place in standing.assignment.items() if place is not None]
        for id in winners:
            batch = season.frozen(standing, Answers(declined=frozenset({id})))
            after = season.after(batch, season.run(batch))
            moved = [one for one, place in after.assignment.items() if place not in (None, standing.assignment[one])]
            if len(moved) > 1 and standing.assignment[id] != season.drawn.frozen.places[0].id:
                return season, batch
    raise AssertionError("nobody moves in any of them")
