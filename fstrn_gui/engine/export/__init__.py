"""A file that can be trusted: planned, journalled, verified, told by a manifest.

`prepare` (what window and command line hold on to, over a `Workshop`; `workshop` is the real one)
-> `plan`, `preflight`, `probe` before the start; `job`, `reading`, `encode`, `journal` on the way;
`output`, `video_output`, `picture`, `resize` for what is written; `verify`, `manifest`, `recheck`
after it; `queue` for many. `target`, `identity`, `sample`, `speed`, `values`, `stored` serve them.
"""
