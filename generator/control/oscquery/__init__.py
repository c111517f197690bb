"""OSCQuery: the controls described over HTTP, and announced."""
