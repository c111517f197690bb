"""Layouts: ready pages of controls for controllers."""
