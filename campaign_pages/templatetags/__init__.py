"""Template tags of the campaign's pages. They format what models and readings have computed; they compute nothing themselves."""
