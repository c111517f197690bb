"""What the window is made of, one file each; none knows the toolkit."""
