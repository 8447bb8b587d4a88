"""Names and terms as files, TBX and CSV: out as they are, and in again after somebody has looked at what would change."""
