"""Measures what a page cannot tell: DNS, IPv6."""
