"""The published site as a directory: what is written, when, and how it is served. Renders nothing of its own.

A change is noted in its own transaction (`changes`); which addresses it touches is computed in one place (`touched`); they
are rendered as a reader would get them (`rendering`) and written beside the old files and renamed (`files`, `writing`).
"""
