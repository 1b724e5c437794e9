"""Adopted catalogs, the duties they lay on bodies, and the clocks that run under each duty."""
