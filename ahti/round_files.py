"""Knows the JSON file in which staff describe a round, strictly: what is wrong is named by its field."""

from datetime import date
from pathlib import Path
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from ahti.refusal import OperatorError
from harbors.places.fit import FitRules, Margins
from harbors.places.kinds import Mooring
from harbors.places.records import BoatTypeId, PlaceId, ProviderId
from harbors.rounds.records import (
    Consent,
    Policy,
    PriorityClass,
    Reserve,
    Round,
    RoundId,
    RoundKind,
    RoundRules,
    Season,
)
from harbors.text import Translated
from schema import ids
from schema.errors import ApiError


class BadRoundFile(OperatorError):
    """The file describes no round; the message names file and field."""


def _global_id(type_name: str) -> AfterValidator:
    def check(identifier: str) -> str:
        try:
            ids.decode_as(type_name, identifier)
        except ApiError as error:
            raise ValueError(error.message) from None
        return identifier

    return AfterValidator(check)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, alias_generator=to_camel)


class TextPart(_Part):
    """A text in up to three languages."""

    fi: str | None = None
    sv: str | None = None
    en: str | None = None

    def record(self) -> Translated:
        return Translated(fi=self.fi, sv=self.sv, en=self.en)


class MarginsPart(_Part):
    """Millimetres; for a mooring, what is left out is as for the round."""

    beam_mm: int | None = None
    length_mm: int | None = None
    depth_mm: int | None = None

    def record(self, otherwise: Margins) -> Margins:
        return Margins(
            beam_mm=otherwise.beam_mm if self.beam_mm is None else self.beam_mm,
            length_mm=otherwise.length_mm if self.length_mm is None else self.length_mm,
            depth_mm=otherwise.depth_mm if self.depth_mm is None else self.depth_mm,
        )


class ClassPart(_Part):
    """``municipalities`` in every spelling that people use, in lower case; null is everybody else."""

    number: int
    names: TextPart
    justification: TextPart
    municipalities: list[str] | None

    def record(self) -> PriorityClass:
        municipalities = None if self.municipalities is None else frozenset(self.municipalities)
        return PriorityClass(self.number, self.names.record(), self.justification.record(), municipalities)


class ReservePart(_Part):
    """``places`` by their ids as the API gives them; null is all that are accessible."""

    flag: str
    justification: TextPart
    places: list[str] | None = None

    def record(self) -> Reserve:
        places = None if self.places is None else frozenset(PlaceId(ids.decode(id)[1]) for id in self.places)
        return Reserve(self.flag, self.justification.record(), places)


class ConsentPart(_Part):
    """What applicants are asked to agree to."""

    key: str
    text: TextPart
    required: bool

    def record(self) -> Consent:
        return Consent(self.key, self.text.record(), self.required)


class RulesPart(_Part):
    """``moorings`` by the id of a BoatType; a type that is not there may use any."""

    choices_max: int
    exchange_choices_max: int = 5
    classes: list[ClassPart]
    margins: MarginsPart = Field(default_factory=MarginsPart)
    by_mooring: dict[Mooring, MarginsPart] = Field(default_factory=dict)
    moorings: dict[Annotated[str, _global_id("BoatType")], list[Mooring]] = Field(default_factory=dict)
    reserves: list[ReservePart] = Field(default_factory=list)
    consents: list[ConsentPart] = Field(default_factory=list)
    beacons: list[str] = Field(default_factory=list)
    carry_over: bool = False
    upgrades: bool = True
    correction_days: int = 14

    def record(self) -> RoundRules:
        margins = self.margins.record(Margins())
        return RoundRules(
            classes=tuple(one.record() for one in self.classes),
            choices_max=self.choices_max,
            exchange_choices_max=self.exchange_choices_max,
            fit=FitRules(
                margins=margins,
                by_mooring={mooring: part.record(margins) for mooring, part in self.by_mooring.items()},
            ),
            moorings={
                BoatTypeId(ids.decode_as("BoatType", id)): frozenset(allowed) for id, allowed in self.moorings.items()
            },
            reserves=tuple(one.record() for one in self.reserves),
            consents=tuple(one.record() for one in self.consents),
            beacons=tuple(self.beacons),
            carry_over=self.carry_over,
            upgrades=self.upgrades,
            correction_days=self.correction_days,
        )


class RoundFile(_Part):
    """The whole file; ``provider`` and ``previousRound`` are ids as the API gives them.

    Results are told from ``publishesAt`` on: at the close, unless said.
    """

    code: str
    provider: Annotated[str, _global_id("Provider")]
    names: TextPart
    season_starts: date
    season_ends: date
    opens_at: AwareDatetime
    closes_at: AwareDatetime
    publishes_at: AwareDatetime | None = None
    upgrades_until: AwareDatetime | None = None
    kind: RoundKind = RoundKind.BERTH
    previous_round: Annotated[str, _global_id("Round")] | None = None
    policy: Policy = Policy.LOTTERY
    rules: RulesPart

    def record(self, id: UUID) -> Round:
        return Round(
            id=RoundId(id),
            provider_id=ProviderId(ids.decode_as("Provider", self.provider)),
            code=self.code,
            name=self.names.record(),
            season=Season(starts=self.season_starts, ends=self.season_ends),
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            publishes_at=self.publishes_at or self.closes_at,
            upgrades_until=self.upgrades_until,
            kind=self.kind,
            previous_round_id=None
            if self.previous_round is None
            else RoundId(ids.decode_as("Round", self.previous_round)),
            policy=self.policy,
            rules=self.rules.record(),
        )


def read_round_file(path: Path, *, id: UUID) -> Round:
    """The round that a file describes, with this id. Raises ``BadRoundFile``."""
    try:
        return RoundFile.model_validate_json(path.read_bytes()).record(id)
    except OSError as error:
        raise BadRoundFile(f"{path}: {error.strerror}") from None
    except ValidationError as error:
        faults = (f"{path}: {_field(fault['loc'])}{fault['msg']}" for fault in error.errors())
        raise BadRoundFile("\n".join(faults)) from None


def _field(location: tuple[int | str, ...]) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
    return f"{''.join(steps).lstrip('.')}: " if location else ""
