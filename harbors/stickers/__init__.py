"""Knows stickers: the numbers that boats carry once they are paid for, without a gap and none twice."""
