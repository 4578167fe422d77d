"""Files to frames and back: PyAV, numpy, OpenCV. Knows no torch and no Qt.

Values: `frame`, `clip`, `light`.
Opening: `opening` (from a path to a source of frames), `container` (streams of a file), `look`
(size, turn, colour, and what a person should know; with `siting` and `hdr`), `images` and
`image_header` (folders and single images).
Frames: `index` and `index_cache` (times, keyframes, fingerprints), `timing` (times that make
sense), `decoding` (the way to a picture), `reader` (frames of a clip), `recent` (stepping back),
`deinterlace`, `pixels` (FFmpeg's pictures to planes and back), `colour` (for the screen and for
image files).
Writing: `formats` (what holds what), `encoders` (the table), `probe` (whether one works here),
`encoding` (how one is set up), `writer` (a segment), `join` (one file of all), `copying` and
`transcode` (the other streams).
"""
