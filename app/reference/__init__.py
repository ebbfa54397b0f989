"""The model reference: what every input, formula and headline figure is, from the tables."""
