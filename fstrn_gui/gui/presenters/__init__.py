"""What the window does: decisions without widgets, tested with fake views."""
