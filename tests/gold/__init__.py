"""Labelled pages: what a person says a page says. Knows nothing of the readers that are measured."""
