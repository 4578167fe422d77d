"""A file that can be trusted: planned, journalled, verified, told by a manifest.

`prepare` (what window and command line hold on to, over the seam `rooms`; `workshop` is the real
one) -> `plan`, `preflight`, `probe` before the start; `job`, `reading`, `encode`, `journal` on the
way; `output`, `video_output`, `picture`, `resize` for what is written; `checking` with `verify`,
`manifest`, `recheck` after it. Ended early: `leftovers`, `partial`, `unfinished`. Many: `queue`,
`when_done`. `target`, `identity`, `sample`, `speed`, `values`, `stored` serve them.
"""
