"""Knows how to check a draw from its bundle alone. Nothing here uses what draws, or what makes bundles.

Read it in this order: ``archive`` opens the file, ``parsing`` and ``contents`` read it, ``sealing`` follows root, seed
and queue, ``board`` draws again, ``seating`` finds the final places, ``opened`` checks what only auditors see, and
``verifying`` puts it together. ``receipts`` is for a single applicant.
"""
