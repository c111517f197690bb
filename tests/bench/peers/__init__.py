"""The same click track, played by Scoretime and by other ways of keeping time in Python.

A peer is a module that runs in a process of its own, in .venv-peers; it imports its library and
what lies here, nothing else. Imports are relative because libraries there bring a `tests` too.
"""
