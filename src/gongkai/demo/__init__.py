"""The demo: bodies, officers and two years of disclosures, invented, counted from today."""
