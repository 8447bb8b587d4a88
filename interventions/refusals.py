"""Why something was not done, as a sentence for the person who asked for it."""


class Refused(Exception):  # noqa: N818  (it is an answer, not a fault)
    """Raised instead of acting; nothing was changed."""
