"""The paper: FSTRN as a training graph, collapsed, streaming, tiled; its weights and cards.

`blocks` (C3D factors, FRB), `fstrn` (training graph), `collapse`, `stream`, `tiles`, `weights`.
Knows torch, numpy and safetensors; knows no file format, no Qt, no PyAV.
"""
