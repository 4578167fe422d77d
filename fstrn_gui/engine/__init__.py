"""The work, without Qt: preview, measure and export as jobs of one worker.

`protocols` (seams and the values that cross them), `device`, `upscaler`, `worker`,
`preview`, `measuring`, `export`, `settings`.
"""
