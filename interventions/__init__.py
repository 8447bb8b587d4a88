"""What is done to a page in all its languages at once: stop, take down, redact, release. Knows no page type."""
