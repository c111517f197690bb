"""A mirror for composers: what a score or a render is like, in figures whose sources are named."""
