"""Knows how the instance of a closed round becomes what is sealed: places by number, applications by fitting places."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from harbors.draws.bits import each
from harbors.draws.chart import Chart, place_order
from harbors.draws.records import Applicant, Instance, Mode, Place
from harbors.proofs.records import FrozenInput, Json, PrivateRecord, PublicChoice, PublicRecord
from harbors.proofs.rules import private_hash, root_of


def order_key(place_id: str, *, salt: bytes) -> str:
    """By what places of one area are ordered: a hash that nobody without the round's secret salt can work out."""
    return sha256(salt + place_id.encode()).hexdigest()


def freeze(instance: Instance, *, rules: Json, privates: Mapping[str, PrivateRecord], keyed: bool) -> FrozenInput:
    """Everything that the root is of. The tickets of ``instance`` do not matter: there are none yet.

    ``privates`` has the private record of every applicant; ``keyed`` says whether the policy has an order key.
    """
    chart = Chart(instance.places, instance.rules)
    places = tuple(sorted(instance.places, key=place_order))
    harbors = tuple(dict.fromkeys(place.harbor for place in places))
    numbering = Numbering(chart, places, harbors)
    records = tuple(
        _record(one, numbering, private=private_hash(privates[one.id]), keyed=keyed)
        for one in sorted(instance.applicants, key=lambda one: one.id.encode())
    )
    root = root_of(rules=rules, places=places_document(places, harbors), records=records)
    return FrozenInput(rules=rules, places=places, harbors=harbors, records=records, root=root)


def places_document(places: tuple[Place, ...], harbors: tuple[str, ...]) -> list[dict[str, Any]]:
    """What is published of the places: their numbers in place order and the number of the harbor of each."""
    numbers = {harbor: number for number, harbor in enumerate(harbors)}
    return [{"number": number, "harbor": numbers[place.harbor]} for number, place in enumerate(places)]


class Numbering:
    """The numbers of places and harbors, in place of their ids."""

    def __init__(self, chart: Chart, places: tuple[Place, ...], harbors: tuple[str, ...]) -> None:
        self._chart = chart
        self.places = {place.id: number for number, place in enumerate(places)}
        self._harbors = {harbor: number for number, harbor in enumerate(harbors)}

    def choices(self, applicant: Applicant) -> Iterator[PublicChoice]:
        """The choices by index; one that means nothing known stands with the first harbor and no places."""
        for harbor, mask in self._chart.wishes(applicant):
            run = self._chart.harbors[harbor] if self._chart.harbors else ()
            numbers = tuple(self.places[run[bit].id] for bit in each(mask))
            yield PublicChoice(harbor=self._harbors[run[0].harbor] if run else 0, places=numbers)


def _record(applicant: Applicant, numbering: Numbering, *, private: str, keyed: bool) -> PublicRecord:
    return PublicRecord(
        id=applicant.id,
        class_number=applicant.priority_class,
        key=applicant.key if keyed else None,
        mode=applicant.mode,
        current=None if applicant.mode is Mode.NEW else numbering.places[str(applicant.current)],
        choices=tuple(numbering.choices(applicant)),
        private=private,
    )
