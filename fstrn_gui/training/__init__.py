"""The trainer: torch, numpy, OpenCV and safetensors only; no PyAV, no Qt."""
