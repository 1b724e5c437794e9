"""Disclosures: registered, filled in, reviewed twice, published, corrected, withdrawn."""
