"""What is looked at on a machine before music is made on it."""
