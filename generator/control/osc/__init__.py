"""OSC: an endpoint that controllers feel at home with."""
