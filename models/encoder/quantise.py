"""Writes an encoder of ours in int8: static, per channel, QDQ, standard operators only.

Calibrated on a fixed draw of a folder's pictures. The same pictures and versions give the same bytes.
"""

import argparse
import hashlib
import json
import random
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, numpy_helper
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from PIL import Image

SEED = 17


def pixels(path, description):
    """One picture as the service gives it to the encoder, shape (1, 3, height, width)."""
    wanted = description["input"]
    with Image.open(path) as image:
        squashed = image.convert("RGB").resize((wanted["width"], wanted["height"]), Image.BILINEAR)
    mean, std = (np.array(wanted[key], np.float32) for key in ("mean", "std"))
    return ((np.asarray(squashed, np.float32) - mean) / std).transpose(2, 0, 1)[None].copy()


class Pictures(CalibrationDataReader):
    def __init__(self, files, description):
        self.inputs = ({"image": pixels(file, description)} for file in files)

    def get_next(self):
        return next(self.inputs, None)


def widen(model):
    """Float16 weights that a Cast widens become float32 ones, which the quantiser can see."""
    stored = {tensor.name: tensor for tensor in model.graph.initializer}
    for node in [n for n in model.graph.node if n.op_type == "Cast" and n.input[0] in stored]:
        half = stored[node.input[0]]
        if half.data_type != TensorProto.FLOAT16:
            continue
        wide = numpy_helper.to_array(half).astype(np.float32)
        model.graph.initializer.append(numpy_helper.from_array(wide, node.output[0]))
        model.graph.initializer.remove(half)
        model.graph.node.remove(node)
    return model


def train_pictures(folder, names):
    """The pictures of a list of names, one a line; of the whole folder without one."""
    if names is None:
        return sorted(folder.glob("*.jpg"))
    return sorted(folder / name for name in names.read_text().split())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("encoder", type=Path, help="an ONNX file with its .json beside it")
    parser.add_argument("pictures", type=Path, help="the folder of the pictures to calibrate on")
    parser.add_argument("--names", type=Path, help="a file with the names of the pictures for training")
    parser.add_argument("--count", type=int, default=64, help="pictures to calibrate on")
    parser.add_argument("--reduce-range", action="store_true", help="7-bit weights: safe without VNNI")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()

    described = arguments.encoder.with_suffix(".json")
    description = json.loads(described.read_text())
    files = train_pictures(arguments.pictures, arguments.names)
    files = random.Random(SEED).sample(files, min(arguments.count, len(files)))
    with tempfile.TemporaryDirectory() as folder:
        wide = Path(folder) / "wide.onnx"
        onnx.save(widen(onnx.load(arguments.encoder)), wide)
        quantize_static(
            wide,
            arguments.out,
            Pictures(files, description),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            reduce_range=arguments.reduce_range,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
        )
    foreign = {node.domain for node in onnx.load(arguments.out).graph.node} - {"", "ai.onnx"}
    if foreign:
        raise SystemExit(f"{arguments.out} needs operators of {sorted(foreign)}, which no bundle may")
    if described != arguments.out.with_suffix(".json"):
        shutil.copyfile(described, arguments.out.with_suffix(".json"))
    written = arguments.out.read_bytes()
    print(arguments.out, len(written), "bytes, sha256", hashlib.sha256(written).hexdigest())


if __name__ == "__main__":
    main()
