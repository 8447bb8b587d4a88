"""A StreamField whose block definitions stay out of migrations: a new label or help text is no change of the schema.

The price: a migration that must rewrite stored blocks names the blocks itself, because the historical model has none.
"""

from typing import Any

from wagtail import fields

from translations.blocks import StreamBlock


class StreamField(fields.StreamField):
    """Wagtail's StreamField; migrations see neither its blocks nor its limits."""

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        if isinstance(block_types, list):
            # Wagtail would make a stream whose items may lack ids.
            block_types = StreamBlock(block_types)
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Leaves out everything that describes blocks."""
        name, path, _args, kwargs = super().deconstruct()
        for option in ("block_lookup", "min_num", "max_num", "block_counts", "collapsed"):
            kwargs.pop(option, None)
        return name, path, [], kwargs
