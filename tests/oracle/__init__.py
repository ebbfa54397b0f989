"""The model written a second time by hand, in plain Python, to referee the engine.

It shares no code with the engine and reads no formula text: each line item, headline figure and
property is transcribed from the specification.
"""
