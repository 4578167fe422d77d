"""FSTRN: sharper video, and a window to judge it in.

Rooms, from the bottom up: `errors` and `bicubic` (under all), `network`, `media`,
`measure` (which do not know each other), `engine` and `training` (the work), `cli` and
`gui` (two thin skins). `ARCHITECTURE.md` says who may import whom.
"""
