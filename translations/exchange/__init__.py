"""Translations as files: out as PO, XLIFF or a table to write in, and in again after somebody has seen what would change.

Every format reads and writes the same documents (`units`). `collecting` makes them of the strings of pages, `planning`
says what a file would change, `storing` does it. Nothing else here touches a table.
"""
