"""The composition root: a piece, its parameters, a clock and an engine in performance."""
