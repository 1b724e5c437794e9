"""Bodies, their offices, their officers and what each officer may be."""
