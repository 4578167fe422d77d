"""Windows of these tests are drawn off screen, where focus does not depend on a window manager."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
