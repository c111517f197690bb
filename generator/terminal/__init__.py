"""What a player sees and types in a terminal."""
