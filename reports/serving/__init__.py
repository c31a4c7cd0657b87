"""The report site and a small search over all runs, served read-only (``gongkai serve``)."""
