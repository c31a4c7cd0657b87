"""Templates of the letters (公文), made by ``reports.letter_templates``."""
