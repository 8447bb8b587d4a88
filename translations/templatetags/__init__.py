"""Template tags of the translations app."""
