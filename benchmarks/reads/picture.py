"""Knows the picture of a run: requests a second by document and contender, on a logarithmic scale."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from benchmarks.reads import figures
from benchmarks.reads.contenders import Contender
from benchmarks.reads.documents import TITLES
from benchmarks.reads.figures import Slice
from benchmarks.reads.report import Run
from benchmarks.reads.tables import number

# Ahti in blues, the limit in black, the others in what is told apart by the colour blind as well.
_COLOURS = {
    "ahti_compiled": "#0072b2",
    "ahti_cached": "#8cc5e3",
    "hand_written": "#222222",
    "own_resolvers": "#e69f00",
    "kept_documents": "#f0e442",
    "strawberry_peer": "#d55e00",
    "strawberry_kept": "#f0a67a",
    "ariadne_peer": "#cc79a7",
    "ariadne_kept": "#e8c4d9",
    "postgraphile_peer": "#009e73",
}
_WIDTH_INCHES, _PANEL_INCHES, _HEAD_INCHES = 13.0, 3.6, 0.9
_GROUP = 0.86


def draw(run: Run, file: Path) -> None:
    """Write the picture, one panel for each scale."""
    with mpl.rc_context({"font.size": 10, "svg.fonttype": "none"}):
        figure = Figure(figsize=(_WIDTH_INCHES, _HEAD_INCHES + _PANEL_INCHES * len(run.slices)), layout="constrained")
        panels = figure.subplots(len(run.slices), 1, squeeze=False)[:, 0]
        for panel, (scale, slices) in zip(panels, run.slices.items(), strict=True):
            _panel(panel, run.contenders, slices)
            panel.set_title(f"{scale}× the catalogue", loc="left", fontweight="bold")
        names, handles = _key(panels[0])
        figure.legend(handles, names, loc="outside upper center", ncols=5, frameon=False)
        figure.savefig(file, dpi=110)


def _panel(panel: Any, contenders: Sequence[Contender], slices: Sequence[Slice]) -> None:
    width = _GROUP / len(contenders)
    for index, contender in enumerate(contenders):
        places = [group + (index - (len(contenders) - 1) / 2) * width for group in range(len(TITLES))]
        rates = [figures.figures(figures.of(slices, contender.program, document)).rate for document in TITLES]
        heights = [rate.median for rate in rates]
        bars = panel.bar(places, heights, width * 0.92, label=contender.title, color=_COLOURS[contender.program])
        panel.bar_label(bars, [number(height) for height in heights], fontsize=7, padding=2, rotation=45)
    panel.set_yscale("log")
    panel.margins(y=0.18)
    panel.set_xticks(range(len(TITLES)), [f"{document}\n{title}" for document, title in TITLES.items()], fontsize=9)
    panel.set_ylabel("requests a second")
    panel.grid(axis="y", which="major", alpha=0.3)
    panel.set_axisbelow(True)
    panel.spines[["top", "right"]].set_visible(False)


def _key(panel: Any) -> tuple[Sequence[str], Sequence[Any]]:
    handles, names = panel.get_legend_handles_labels()
    return names, handles
