"""The window: the only room that imports Qt.

`app` (start), `inference_thread` (the QThread that runs the worker), `presenters` (what the
window does), `widgets` (what it shows), `theme` (spacing, type, colour).
"""
