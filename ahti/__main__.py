"""``python -m ahti``."""

import sys

from ahti.cli import main

sys.exit(main())
