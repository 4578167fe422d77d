"""A file that can be trusted: plan, journal, job, verification, manifest."""
