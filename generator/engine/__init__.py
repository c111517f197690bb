"""What makes sound, and what stands in for it."""
