"""Judges a stored snapshot. No network, no clock, no writes."""
