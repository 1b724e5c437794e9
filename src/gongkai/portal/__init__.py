"""The public site: what a citizen reads, without JavaScript and without signing in."""
