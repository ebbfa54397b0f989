"""A field for formulas: completion of names, hints for functions, faults where they stand."""
