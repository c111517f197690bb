"""The timing lab: how tight the timing is on this machine, heard in recordings of itself."""
