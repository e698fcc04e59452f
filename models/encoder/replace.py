"""Puts another encoder into a bundle, one that gives nearly the same features: the same encoder in int8. Scores and confidence, which were of the one before, are
left out; `calibrate` writes those that it has now."""

import argparse
import hashlib
import json
import zipfile
from pathlib import Path


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("encoder", type=Path, help="an ONNX file with its .json beside it")
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()

    encoder = arguments.encoder.read_bytes()
    named = json.loads(arguments.encoder.with_suffix(".json").read_text())
    with zipfile.ZipFile(arguments.bundle) as bundle:
        entries = {entry: bundle.read(entry) for entry in bundle.infolist()}
    manifest = json.loads(next(data for entry, data in entries.items() if entry.filename == "manifest.json"))
    if any(manifest["encoder"][key] != named[key] for key in ("input", "places", "depth")):
        raise SystemExit(f"{arguments.encoder} takes or gives something else than the encoder of {arguments.bundle}")
    manifest["encoder"]["name"] = named["name"]
    manifest["sha256"]["encoder.onnx"] = hashlib.sha256(encoder).hexdigest()
    manifest["scores"] = []
    manifest.pop("confidence", None)
    new = {"manifest.json": json.dumps(manifest, indent=2).encode(), "encoder.onnx": encoder}
    with zipfile.ZipFile(arguments.out, "w") as bundle:
        for entry, data in entries.items():
            bundle.writestr(entry, new.get(entry.filename, data))


if __name__ == "__main__":
    main()
