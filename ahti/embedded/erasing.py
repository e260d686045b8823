"""Knows how a server's data are given up for good."""

from pathlib import Path

from ahti.embedded.cluster import remove
from ahti.embedded.holder import held
from ahti.embedded.leftovers import end_leftovers
from ahti.embedded.server import CLUSTER_FOLDER


def erase(data_dir: Path) -> None:
    """Remove the server's data, if there are any; raises ``DataDirectoryBusy`` while somebody uses them."""
    with held(data_dir):
        folder = data_dir.resolve() / CLUSTER_FOLDER
        end_leftovers(folder)
        remove(folder)
