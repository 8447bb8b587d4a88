"""Errors planted by rule in clean translations: how many the checks find, and how often they cry wolf.

The corpus (`corpus`), the rules (`rules`) and the checks (`translations.checks`) know nothing of one another; `asking` alone
calls the checks. Figures are per language of the faulty text and per class of error.

    python -m tests.benchmarks.planted_errors
        [--corpus FILE.jsonl] [--knowledge FILE.json] [--language ur] [--rule token-lost] [--most 30] [--show misses|alarms]

A corpus is a file of JSON objects, one pair a line, in UTF-8:

    {"id": "1", "source": "Free Ehsan Ali!", "target": "Freiheit für Ehsan Ali!",
     "source_language": "en", "target_language": "de", "page": "appeal", "limit": 60}

`id` is unique. Texts are what wagtail-localize stores: one string, with inline HTML and entities. Languages are Wagtail's codes.
`page` may be missing: pairs of the same page are also checked together. `limit` may be missing: the longest text of the
field. The form of a file of knowledge stands in `records`; without one, a foreign corpus is checked with the demo's records.

An error counts as found when the checks say something new of severity error or warning that points at the right string and,
where it names a place, at the right place. A clean text, a translation or a source by itself, counts as a false alarm when
they say an error or a warning of it.
"""
