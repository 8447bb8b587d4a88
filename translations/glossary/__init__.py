"""Names and terms: what checks know of them, their screens, their merging, their ways in and out as files. Knows no page type."""
