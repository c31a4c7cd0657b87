"""Turns responses into facts. Pure functions of a body."""
