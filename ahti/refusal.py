"""Knows what an operator has to mend before ``ahti`` can do what was asked: the command line answers it with exit 2."""


class OperatorError(Exception):
    """Bad input or use; the message is a sentence for the operator and is all they are shown."""
