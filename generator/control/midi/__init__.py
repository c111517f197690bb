"""MIDI: devices steer a performance, and are played and led by it."""
