"""Knows the picture of a run: what contenders leave to complain about, and what a draw costs as it grows."""

from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from benchmarks.draw import criteria
from benchmarks.draw.contest import CONTENDERS, OURS, Contest
from benchmarks.draw.report import Run
from benchmarks.draw.timing import times

_OURS, _OTHERS, _MUST, _AIM = "#0072b2", "#b8b8b8", "#d55e00", "#009e73"


def picture(run: Run, file: Path) -> None:
    """Write it."""
    with mpl.rc_context({"font.size": 10}):
        figure = Figure(figsize=(13, 8), layout="constrained")
        panels = figure.subplots(2, 2)
        _bars(panels[0, 0], run.plain, "complaints", "Justified complaints, newcomers only")
        _bars(panels[0, 1], run.mixed, "moved", f"Exchangers moved up, of {run.mixed.exchanging} in the mix")
        _bars(panels[1, 0], run.plain, "filled", "Places filled, of 4,000")
        _growth(panels[1, 1], run)
        figure.savefig(file, dpi=110)


def _bars(panel: Any, contest: Contest, what: str, title: str) -> None:
    names = list(reversed(CONTENDERS))
    figures = [getattr(contest.counted[name], what) for name in names]
    bars = panel.barh(names, figures, color=[_OURS if name == OURS else _OTHERS for name in names])
    panel.bar_label(bars, [f"{figure:,}" for figure in figures], padding=3)
    panel.margins(x=0.15)
    panel.set_title(title, loc="left", fontweight="bold")
    panel.spines[["top", "right"]].set_visible(False)


def _growth(panel: Any, run: Run) -> None:
    found = [(f"{sized.applicants:,}", times(sized.laps, "ours", "tickets"), sized.applicants) for sized in run.sizes]
    names = [name for name, _, _ in found]
    medians = [spread.median for _, spread, _ in found]
    spans = [[one.median - one.lowest for _, one, _ in found], [one.highest - one.median for _, one, _ in found]]
    panel.errorbar(names, medians, yerr=spans, fmt="o-", color=_OURS, capsize=4, label="Ahti")
    for colour, bound in ((_MUST, "must"), (_AIM, "aim")):
        limits = [getattr(criteria.DRAWS[number], bound) for _, _, number in found]
        panel.plot(names, limits, "_", color=colour, markersize=40, markeredgewidth=2.5, label=bound)
    for name, median in zip(names, medians, strict=True):
        panel.annotate(f"{median:.1f}", (name, median), textcoords="offset points", xytext=(10, 6))
    panel.set_yscale("log")
    panel.margins(x=0.2, y=0.2)
    panel.set_xlabel("applicants")
    panel.set_title("Draw, times computing and sorting the tickets", loc="left", fontweight="bold")
    panel.legend(frameon=False, markerscale=0.3)
    panel.spines[["top", "right"]].set_visible(False)
