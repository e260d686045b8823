"""Knows public randomness: which round of a beacon a draw waits for, and whether what came is that round."""
