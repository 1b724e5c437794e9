"""What a person sees: the running site in a real browser."""
