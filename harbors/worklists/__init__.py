"""Knows what staff look at while they handle a round: what is to do, demand and supply, refusals, lists."""
