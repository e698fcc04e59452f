"""Writes what the service's tests hold the Java path to: two pictures, and some of their features.

The features are those of the exported encoder on pictures that Pillow decoded and squashed, so the
test covers decoding, resampling, normalising and running.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from check import normalised, session
from export import DEPTH, OUT, PLACES

RESOURCES = Path(__file__).parents[2] / "src/test/resources/encoder"
SAMPLES = 32


def waves():
    """400 x 300, so it is squashed: bands of colour whose frequency grows to the right."""
    y, x = np.mgrid[0:300, 0:400].astype(np.float64)
    channels = [
        np.sin(x * x / 9000), np.sin(y / 11 + x / 40), np.cos((x - 200) ** 2 / 4000 + (y - 150) ** 2 / 3000)
    ]
    # Few levels keep the file small.
    levels = [np.round((c + 1) * 3.5) * 36 for c in channels]
    return Image.fromarray(np.stack(levels, -1).astype(np.uint8))


def shapes():
    """224 x 224, so it is not resampled."""
    picture = Image.new("RGB", (224, 224), (90, 150, 220))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 150, 223, 223), fill=(60, 140, 50))
    draw.ellipse((150, 20, 200, 70), fill=(250, 220, 60))
    draw.rectangle((40, 90, 120, 180), fill=(180, 60, 40))
    draw.polygon([(30, 92), (80, 40), (130, 92)], fill=(90, 40, 30))
    draw.rectangle((70, 130, 95, 180), fill=(50, 30, 20))
    return picture


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--encoder", type=Path, default=OUT / "efficientnet-lite0.onnx")
    encoder = parser.parse_args().encoder
    run = session(encoder)
    RESOURCES.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(231)
    pictures = []
    for name, picture in {"waves.png": waves(), "shapes.png": shapes()}.items():
        picture.save(RESOURCES / name, optimize=True)
        (features,) = run.run(["features"], {"image": normalised(Image.open(RESOURCES / name))})
        # (49, 1280); most values are 0 after the relu, and say little
        large = np.flatnonzero(features[0] > 0.5)
        samples = sorted(random.choice(large, SAMPLES, replace=False).tolist())
        pictures.append(
            {
                "file": name,
                "norm": round(float(np.sqrt(np.sum(features[0].astype(np.float64) ** 2))), 4),
                "samples": [
                    {"place": i // DEPTH, "channel": i % DEPTH, "value": round(float(features[0].ravel()[i]), 5)}
                    for i in samples
                ],
            }
        )
    written = {
        "encoder": hashlib.sha256(encoder.read_bytes()).hexdigest(),
        "places": PLACES,
        "depth": DEPTH,
        "pictures": pictures,
    }
    (RESOURCES / "expected.json").write_text(json.dumps(written, indent=1) + "\n")


if __name__ == "__main__":
    main()
