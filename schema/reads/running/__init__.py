"""How a read runs: a plan for its shape, one statement, an answer that may be kept."""
