"""Knows the payment gateways: what each is asked, what it tells, and how its word is told from a forged one."""
