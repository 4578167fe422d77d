"""Files to frames and back: PyAV, numpy, OpenCV. Knows no torch and no Qt.

`frame` (values), `clip` (what was opened), `index` (timestamps and keyframes), `reader`
(frames in order, or exactly number n), `images` (folders and single images as clips),
`colour` (for the screen), `formats` (what holds what), `writer` (encode, copy, join).
"""
