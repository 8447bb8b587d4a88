"""What a section adds to a page that it shares with others: contact, local actions, notes. Knows no page type."""
