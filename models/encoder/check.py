"""Compares the exported encoder with the network it was made from, on pictures."""

import argparse
import random
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from PIL import Image

from export import OUT, SIZE, network


def normalised(picture):
    """float32 (1, 3, SIZE, SIZE) of a picture that is squashed to the encoder's input."""
    picture = picture.convert("RGB")
    if picture.size != (SIZE, SIZE):
        picture = picture.resize((SIZE, SIZE), Image.Resampling.BILINEAR)
    pixels = np.asarray(picture, np.float32)
    return np.ascontiguousarray(((pixels - 127) / 128).transpose(2, 0, 1)[None])


def session(path, threads=1):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def cosine(a, b):
    a, b = a.astype(np.float64).ravel(), b.astype(np.float64).ravel()
    return float(a @ b / np.sqrt((a @ a) * (b @ b)))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("images", type=Path, help="a folder of JPEG pictures")
    parser.add_argument("--encoder", type=Path, default=OUT / "efficientnet-lite0.onnx")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--at-least", type=float, default=0.9999)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    net = network()
    run = session(arguments.encoder)
    paths = sorted(arguments.images.glob("*.jpg"))
    grids, means = [], []
    for path in random.Random(1).sample(paths, arguments.count):
        image = normalised(Image.open(path))
        with torch.no_grad():
            feature_map = net.extract_features(torch.from_numpy(image)).numpy()  # (1, 1280, 7, 7)
        expected = feature_map.reshape(1280, 49).T  # (49, 1280)
        (got,) = run.run(["features"], {"image": image})
        grids.append(cosine(expected, got[0]))
        means.append(cosine(expected.mean(0), got[0].mean(0)))
    print(f"{len(grids)} pictures: cosine of grids {min(grids):.7f}..{max(grids):.7f}, of means {min(means):.7f}..{max(means):.7f}")
    if min(grids) < arguments.at_least:
        sys.exit(f"The exported encoder is off: cosine below {arguments.at_least}")


if __name__ == "__main__":
    main()
