"""Judged results → an HTML report, report.json and a summary for the terminal.

Reads stored results, decides nothing about compliance, reaches no network and no clock.
"""

from reports.render import write_report
from reports.summary import summary

__all__ = ["summary", "write_report"]
