"""Translation of pages around wagtail-localize: safe blocks, states, drafts, publishing. Knows no page type."""
