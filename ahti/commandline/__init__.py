"""The command lines of ``ahti``: one module each, with ``register`` and ``run``."""
