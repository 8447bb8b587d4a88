"""Benchmarks measure the same site that the browser tests read."""

from tests.browser.conftest import reader_site, reader_template

__all__ = ["reader_site", "reader_template"]
