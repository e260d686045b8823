"""Knows what places cost: price lists that hold for a time, VAT by date, and the lines of a quote."""
