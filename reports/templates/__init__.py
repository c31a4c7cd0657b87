"""The pages of the report: Jinja2 templates, the style sheet and nothing that computes."""
