"""What steers a performance from outside: commands, OSC, MIDI, Link, snapshots, journal."""
