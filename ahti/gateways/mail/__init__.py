"""Knows how messages leave the house: as mail to an SMTP server, as SMS to a gateway."""
