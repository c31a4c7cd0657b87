"""Draws what was found. Computes nothing about compliance."""
