"""The `fstrn` command: a thin skin over the engine."""
