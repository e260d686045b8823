"""Knows how to make a small round with tenants and newcomers who want the same few places, freeze it and draw it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

from harbors.bundles.records import Beacon, DrawnRound, Withdrawal
from harbors.draws.explanations import Explanations
from harbors.draws.records import Applicant, Boat, Choice, Instance, Mode, Place, Rules
from harbors.draws.rules import draw
from harbors.draws.tickets import ticket
from harbors.places.fit import FitRules, Margins
from harbors.proofs.freezing import freeze, order_key
from harbors.proofs.records import Json, PrivateRecord
from harbors.proofs.rules import seed_of
from tests.property.draws.instances import Dice, sample

SALT = sha256(b"the salt of the order keys").digest()
SIGNATURE = sha256(b"signature").digest() * 2
BEACON = Beacon(source="drand-quicknet", round=4711, randomness=sha256(SIGNATURE).digest(), signature=SIGNATURE)
WITHDRAWN_AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
SIZES = ((3000, 4000), (4000, 3000), (2000, 6000), (3000, 6000), (None, 4000))
MOORINGS = tuple(f"mooring {number}" for number in range(40))


@dataclass(frozen=True, slots=True)
class Shape:
    """How much there is of everything, at most, and how many of ten applicants are tenants."""

    harbors: int = 3
    places: int = 12
    applicants: int = 16
    tenants: int = 5
    keyed: bool = False


def make_round(dice: Dice, shape: Shape) -> DrawnRound:
    """A round as it stands after its draw, whatever ``dice`` say."""
    instance = make_instance(dice, shape)
    return drawn_round(instance, keyed=shape.keyed, withdrawn=_withdrawn(dice, instance))


def drawn_round(
    instance: Instance, *, keyed: bool = False, withdrawn: Sequence[str] = (), name: str = "kevät 2027"
) -> DrawnRound:
    """Freeze, draw and explain an instance, of which tickets and order keys do not count."""
    places = tuple(replace(place, order_key=order_key(place.id, salt=SALT)) for place in instance.places)
    sealed = replace(instance, places=places)
    privates = {one.id: a_private_record(one) for one in sealed.applicants}
    frozen = freeze(sealed, rules=rules_document(sealed.rules, name), privates=privates, keyed=keyed)
    seed = seed_of(beacon=BEACON.randomness, root=frozen.root, round_name=name)
    queue = tuple(_in_queue(one, seed) for one in sealed.applicants if one.id not in withdrawn or one.current)
    queue = tuple(_kept(one) if one.id in withdrawn else one for one in queue)
    drawing = replace(sealed, applicants=queue)
    outcome = draw(drawing)
    return DrawnRound(
        round_name=name,
        frozen=frozen,
        order_salt=SALT,
        privates=privates,
        beacon=BEACON,
        withdrawals=tuple(Withdrawal(id=id, at=WITHDRAWN_AT) for id in withdrawn),
        outcome=outcome,
        explanations=dict(Explanations(drawing, outcome)),
    )


def _in_queue(one: Applicant, seed: bytes) -> Applicant:
    return replace(one, ticket=ticket(one.id, seed=seed))


def _kept(one: Applicant) -> Applicant:
    """A tenant who withdrew keeps the own place."""
    return replace(one, mode=Mode.RENEW)


def a_private_record(one: Applicant) -> PrivateRecord:
    document = {
        "person": {"name": f"Åke {one.id}", "ä": one.id},
        "boat": {
            "type": one.boat.type,
            "length": one.boat.length_mm,
            "beam": one.boat.beam_mm,
            "draught": one.boat.draught_mm,
            "mass": one.boat.mass_kg,
        },
        "choices": [_asked(choice) for choice in one.choices],
        "reserves": sorted(one.reserves),
        "claims": [],
    }
    return PrivateRecord(salt=sha256(one.id.encode()).digest()[:16], document=document)


def _asked(choice: Choice) -> dict[str, str]:
    named = {"harbor": choice.harbor, "pier": choice.pier, "berth": choice.berth}
    return {key: value for key, value in named.items() if value is not None}


def rules_document(rules: Rules, name: str) -> Json:
    return {
        "format": "ahti-rules/1",
        "round": name,
        "margins": _margins(rules.fit.margins),
        "byMooring": {mooring: _margins(margins) for mooring, margins in rules.fit.by_mooring.items()},
        "moorings": {kind: sorted(allowed) for kind, allowed in rules.moorings.items()},
    }


def _margins(margins: Margins) -> dict[str, int]:
    return {"beamMm": margins.beam_mm, "lengthMm": margins.length_mm, "depthMm": margins.depth_mm}


def make_instance(dice: Dice, shape: Shape) -> Instance:
    """Every place has its own mooring and every boat its own few of them, so that sets overlap in any way."""
    places = [_place(dice, number, shape) for number in range(dice.randint(shape.places // 2, shape.places))]
    kinds = {
        f"kind {number}": frozenset(sample(dice, MOORINGS[: len(places)], dice.randint(1, dice.choice((2, 4, 12)))))
        for number in range(12)
    }
    free = [place.id for place in places]
    dice.shuffle(free)
    applicants = [
        _applicant(dice, f"a{number}", places, sorted(kinds), free, shape)
        for number in range(dice.randint(shape.applicants // 2, shape.applicants))
    ]
    margins = Margins(beam_mm=dice.choice((0, 300)), length_mm=dice.choice((0, -500)), depth_mm=0)
    by_mooring = {MOORINGS[0]: Margins(beam_mm=100)}
    return Instance(
        rules=Rules(fit=FitRules(margins=margins, by_mooring=by_mooring), moorings=kinds),
        places=tuple(places),
        applicants=tuple(applicants),
    )


def _place(dice: Dice, number: int, shape: Shape) -> Place:
    width, length = dice.choice(SIZES)
    return Place(
        id=f"b{number}",
        harbor=f"H{dice.randrange(shape.harbors)}",
        pier=dice.choice(("A", "B", None)),
        width_mm=width,
        length_mm=length,
        depth_mm=dice.choice((None, None, 1500)),
        max_mass_kg=dice.choice((None, None, 1500)),
        mooring=MOORINGS[number],
        reserve="accessible" if dice.randrange(12) == 0 else None,
    )


def _applicant(
    dice: Dice, id: str, places: Sequence[Place], kinds: Sequence[str], free: list[str], shape: Shape
) -> Applicant:
    is_tenant = bool(free) and dice.randrange(10) < shape.tenants
    mode = dice.choice((Mode.RENEW, Mode.EXCHANGE, Mode.EXCHANGE, Mode.EXCHANGE)) if is_tenant else Mode.NEW
    return Applicant(
        id=id,
        priority_class=dice.choice((1, 2)),
        ticket=0,
        boat=Boat(
            type=dice.choice((*kinds, *kinds, None)),
            beam_mm=dice.choice((None, 1500, 1500, 2000, 2700)),
            length_mm=dice.choice((None, 2500, 2500, 3000, 4001)),
            draught_mm=dice.choice((None, None, 1400, 1501)),
            mass_kg=dice.choice((None, None, None, 1501)),
        ),
        choices=tuple(_choice(dice, places) for _ in range(dice.randint(0, 5))),
        mode=mode,
        current=free.pop() if is_tenant else None,
        key=dice.randint(-3, 3) if shape.keyed else 0,
        reserves=frozenset({"accessible"} if dice.randrange(4) == 0 else ()),
    )


def _choice(dice: Dice, places: Sequence[Place]) -> Choice:
    place = dice.choice(places)
    if dice.randrange(6) == 0:
        return Choice(berth=dice.choice((place.id, "nowhere")))
    if place.pier is not None and dice.randrange(3) == 0:
        return Choice(harbor=place.harbor, pier=place.pier)
    return Choice(harbor=place.harbor)


def _withdrawn(dice: Dice, instance: Instance) -> list[str]:
    return sorted(one.id for one in instance.applicants if dice.randrange(12) == 0)
