"""Numbers about pictures: numpy and OpenCV.

`metrics` (PSNR-Y, SSIM, tOF, tPSNR), `degrade` (ground truth to LR), `curve` (scores of a
clip, statistics, CSV and JSON), `profile` (temporal profile of a line).
"""
