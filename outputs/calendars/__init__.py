"""Calendars: until when to act, and the local actions of a section."""
