"""A made-up province in a database of its own, and what it costs to work with it."""
