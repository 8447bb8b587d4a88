"""The reader’s search: an index of public pages, and the page that answers. Knows what withheld names are, and tells none."""
