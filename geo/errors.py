"""Knows the one way in which a geometry is refused."""


class GeometryError(ValueError):
    """A geometry that is not what it says; ``path`` leads to the fault, e.g. ``geometry.coordinates[0][3]``."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        self.message = message
