"""How exactly pages and attachments are read, beside the best libraries: python -m tests.accuracy."""
