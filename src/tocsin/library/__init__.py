"""Shipped data and its loaders: problems, lexicons, yardsticks, sources, samples. Only records leave it."""
