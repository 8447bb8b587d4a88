"""The translation memory: what was published once is offered again, as it was or for a similar sentence.

`filling` takes published strings up, `prefill` puts them into new translations, `lookup` answers the editor, `previous`
remembers what a changed sentence was, `exchange` brings TMX files in and out. Nothing that the memory fills in is
published before a person has confirmed it (notes.py).
"""
