"""The window: steers a generated piece and shows it think."""
