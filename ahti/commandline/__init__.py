"""Knows the commands of ``ahti``, one module each: ``register`` adds the parser, ``run`` does the work."""
