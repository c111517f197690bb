"""The fixed regions of the window."""
