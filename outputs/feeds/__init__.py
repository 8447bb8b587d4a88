"""Atom feeds: what is published in a language, and what becomes of one appeal."""
