"""Many draws of the uncertain inputs: bands, probabilities, distributions of figures."""
