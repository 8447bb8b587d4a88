"""From a translation's strings to a live page: drafts, what is still lacking, approval, comparison, publication."""
