"""Knows the seeded markets that are measured: only newcomers, a realistic mix, and a house full of exchangers."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from benchmarks.draw.harbors import RULES, Shore, boats, fitting, shore
from benchmarks.draw.markets import EXCHANGE, NEW, NOBODY, RENEW, Market, Numbers

HARBORS = 40
PLACES = 4_000
_MODELS = 600
_CLASSES, _SHARES = 3, (0.15, 0.7, 0.15)
_LENGTHS, _LENGTH_SHARES = (1, 2, 3, 4, 5, 6, 7), (0.05, 0.1, 0.2, 0.3, 0.2, 0.1, 0.05)
# A tenant's boat is the largest of so many that were tried on the place.
_TRIED = 4


@dataclass(frozen=True, slots=True)
class Mix:
    """How many of which kind take part; the places that no tenant holds are free."""

    newcomers: int
    renewing: int = 0
    exchanging: int = 0
    places: int = PLACES

    @property
    def tenants(self) -> int:
        return self.renewing + self.exchanging


REALISTIC = Mix(newcomers=10_000, renewing=2_400, exchanging=600)
EXCHANGERS = Mix(newcomers=0, exchanging=10_000, places=10_000)


def market(name: str, mix: Mix, *, seed: int) -> Market:
    """The market of a mix; the same for the same seed."""
    chance = np.random.default_rng(seed)
    coast = shore(chance, places=mix.places, harbors=HARBORS)
    models = boats(chance, models=_MODELS)
    fits = fitting(coast.places, models)
    count = mix.newcomers + mix.tenants
    modes = np.repeat(np.array([NEW, RENEW, EXCHANGE]), [mix.newcomers, mix.renewing, mix.exchanging])
    currents = np.full(count, NOBODY)
    currents[mix.newcomers :] = chance.permutation(mix.places)[: mix.tenants]
    profiles = chance.integers(_MODELS, size=count)
    profiles[mix.newcomers :] = _of_tenants(chance, currents[mix.newcomers :], fits)
    wants, starts = _lists(chance, coast, count)
    found = Market(
        name=name,
        rules=RULES,
        places=coast.places,
        boats=models,
        choices=coast.choices,
        fitting=fits,
        ids=_ids(chance, count),
        classes=(chance.choice(_CLASSES, size=count, p=_SHARES) + 1).astype(np.int8),
        profiles=profiles,
        wants=wants,
        starts=starts,
        modes=modes,
        currents=currents,
    )
    return _shuffled(found, chance.permutation(count))


def _ids(chance: np.random.Generator, count: int) -> npt.NDArray[np.bytes_]:
    """Public ids as applications have them: 128 bits as hex digits."""
    return np.frombuffer(chance.bytes(16 * count).hex().encode(), "S32")


def _of_tenants(chance: np.random.Generator, currents: Numbers, fits: npt.NDArray[np.bool_]) -> Numbers:
    """For each place held the largest of a few boats that fit it: one that fits the fewest places elsewhere."""
    wide = fits.sum(axis=1)
    suited = [np.flatnonzero(fits[:, place]) for place in currents]
    tried = [chance.choice(boats, size=_TRIED) for boats in suited]
    return np.array([several[np.argmin(wide[several])] for several in tried])


def _lists(chance: np.random.Generator, coast: Shore, count: int) -> tuple[Numbers, Numbers]:
    """Lists of about four choices, none named twice, drawn by demand."""
    lengths = chance.choice(_LENGTHS, size=count, p=_LENGTH_SHARES)
    drawn = chance.choice(len(coast.choices), size=int(lengths.sum()), p=coast.demand)
    owner = np.repeat(np.arange(count), lengths)
    _, first = np.unique(owner * len(coast.choices) + drawn, return_index=True)
    kept = np.sort(first)
    starts = np.concatenate([[0], np.cumsum(np.bincount(owner[kept], minlength=count))])
    return drawn[kept], starts


def _shuffled(found: Market, order: Numbers) -> Market:
    """The applicants in any order but that in which they were made."""
    lengths = np.diff(found.starts)[order]
    starts = np.concatenate([[0], np.cumsum(lengths)])
    inside = np.arange(int(lengths.sum())) - np.repeat(starts[:-1], lengths)
    return replace(
        found,
        ids=found.ids[order],
        classes=found.classes[order],
        profiles=found.profiles[order],
        wants=found.wants[np.repeat(found.starts[:-1][order], lengths) + inside],
        starts=starts,
        modes=found.modes[order],
        currents=found.currents[order],
    )
