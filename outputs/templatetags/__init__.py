"""Template tags of the outputs."""
