"""Tenor in other languages: texts are made in English and said in the user's where Qt takes them.

`spoken` is the boundary; `translator` finds a finished text's template in a catalogue,
`values` writes its numbers and dates by the locale, `typed` reads what people type.
"""
