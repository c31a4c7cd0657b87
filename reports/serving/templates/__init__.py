"""Pages of the served search."""
