"""The index: Chinese bigrams in PostgreSQL, with an exact recheck; public texts only."""
