"""Files to frames and back: PyAV, numpy, OpenCV. Knows no torch and no Qt.

`frame` and `clip` (values), `opening` (from a path to frames), `container` and `pixels` (what
PyAV gives), `index` (timestamps and keyframes), `reader` (frames in order, or exactly number
n), `images` (folders and single images as clips), `colour` (for the screen), `formats` (what
holds what), `writer` (encode, copy, join).
"""
