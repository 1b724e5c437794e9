"""The workspace: where officers fill in, review, publish and keep watch."""
