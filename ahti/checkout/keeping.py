"""Knows where the page keeps what is its own, and the secret that it shares with the service beside it."""

from pathlib import Path

from pydantic import SecretStr

from ahti.issuer.private_files import read_private, write_private
from harbors.chance import Chance, draw_token

# Under the data directory.
FOLDER = "checkout"


def kept_secret(folder: Path, chance: Chance) -> SecretStr:
    """The secret of the folder, drawn when it was first wanted."""
    path = folder / "secret.json"
    kept = read_private(path)
    if kept is None:
        kept = {"secret": draw_token(chance)}
        write_private(path, kept)
    return SecretStr(kept["secret"])
