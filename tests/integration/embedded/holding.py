"""A process that holds a data directory, writes where its server is, and waits until its input ends."""

import sys
from pathlib import Path

from ahti.embedded import EmbeddedError, EmbeddedPostgres

try:
    with EmbeddedPostgres(Path(sys.argv[1])) as server:
        sys.stdout.write(server.url(role="postgres") + "\n")
        sys.stdout.flush()
        sys.stdin.read()
except EmbeddedError as error:
    sys.exit(str(error))
