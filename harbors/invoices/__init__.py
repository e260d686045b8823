"""Knows invoices and credit notes: their numbers, the references they are paid by, and the books they end in."""
