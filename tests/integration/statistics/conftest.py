"""The statistics' town is that of leases: the club's people, and the service that answers."""

from tests.integration.leases.conftest import api, ground

__all__ = ["api", "ground"]
