"""How fast FSTRN runs here, every way it can, in one process and in turn (`fstrn bench`)."""
