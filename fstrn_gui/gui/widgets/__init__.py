"""What the window shows: geometry and painting, no decisions."""
