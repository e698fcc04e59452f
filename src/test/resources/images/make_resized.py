"""Writes resized.csv: what Pillow 13 makes of noise that is given by a formula, as CRC-32 of the RGB bytes.

Run in this folder: python make_resized.py
"""

import zlib

import numpy as np
from PIL import Image

SIZES = [
    (640, 480, 224, 224), (4000, 3000, 224, 224), (3000, 4000, 224, 224), (500, 375, 224, 224),
    (224, 224, 100, 300), (100, 100, 224, 224), (7, 5, 224, 224), (1, 1, 8, 8), (3, 2, 1, 1),
    (224, 300, 224, 224), (300, 224, 224, 224), (1000, 1, 224, 224), (1, 1000, 10, 10),
    (333, 217, 299, 299), (225, 223, 224, 224), (13, 11, 12, 10), (64, 64, 64, 64),
]

with open("resized.csv", "w") as out:
    for width, height, to_width, to_height in SIZES:
        index = np.arange(width * height * 3, dtype=np.uint64)
        noise = np.uint8((index * 2654435761 >> 24) & 255).reshape(height, width, 3)
        resized = Image.fromarray(noise).resize((to_width, to_height), Image.Resampling.BILINEAR)
        out.write(f"{width},{height},{to_width},{to_height},{zlib.crc32(resized.tobytes())}\n")
