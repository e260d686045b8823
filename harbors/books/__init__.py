"""Knows how orders, money and refunds end in a provider's journal: vouchers in which debit equals credit."""
