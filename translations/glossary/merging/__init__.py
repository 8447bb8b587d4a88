"""Two records that are one: what becomes of each form, link and reference, shown first and done in one transaction."""
