"""Formulas as small frozen trees, and the folds over them: numpy, Excel, explanation, units."""
