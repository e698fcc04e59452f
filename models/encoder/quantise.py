"""Writes an encoder of ours in int8: static, per channel, QDQ, standard operators only.

Calibrated on a fixed draw of a folder's pictures. The same pictures and versions give the same bytes.

Processors without VNNI multiply a pair of neighbours at a time, unsigned by signed, and clip the pair's sum to 16 bits. So each channel's
weights are scaled such that no pair can get there, which costs far less than 7-bit weights (--reduce-range) do. What rounding the weights
adds to each channel on average is taken off its bias (Nagel et al. 2019, section 4.2).
"""

import argparse
import hashlib
import json
import random
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, numpy_helper
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from PIL import Image

SEED = 17
PAIR = 127.5  # two neighbours' weights, before rounding: 255 x (127.5 + 0.5) stays within 16 bits


def pixels(path, description):
    """One picture as the service gives it to the encoder, shape (1, 3, height, width)."""
    wanted = description["input"]
    with Image.open(path) as image:
        squashed = image.convert("RGB").resize((wanted["width"], wanted["height"]), Image.BILINEAR)
    mean, std = (np.array(wanted[key], np.float32) for key in ("mean", "std"))
    return ((np.asarray(squashed, np.float32) - mean) / std).transpose(2, 0, 1)[None].copy()


class Pictures(CalibrationDataReader):
    def __init__(self, seen):
        self.inputs = iter([{"image": image} for image in seen])

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


def convolutions(model):
    """Each convolution, its weights (out, in, height, width), and whether it is depthwise."""
    stored = {tensor.name: tensor for tensor in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type == "Conv":
            groups = next((attribute.i for attribute in node.attribute if attribute.name == "group"), 1)
            yield node, numpy_helper.to_array(stored[node.input[1]]), groups > 1


def scales(weights, depthwise):
    """What one step of each channel's int8 weights stands for, shape (out): none may clip the sum of a pair."""
    largest = np.abs(weights).reshape(len(weights), -1).max(axis=1) / 127
    if not depthwise:  # whose kernels take 32 bits for each product
        flat = weights.transpose(0, 2, 3, 1).reshape(len(weights), -1)
        largest = np.maximum(largest, np.abs(flat[:, :-1] + flat[:, 1:]).max(axis=1) / PAIR)
    return np.where(largest > 0, largest, 1).astype(np.float32)


def inputs_on_average(model, seen):
    """The mean of each channel of what each convolution takes: name to (in)."""
    names = list(dict.fromkeys(node.input[0] for node, _, _ in convolutions(model)))
    wider = onnx.ModelProto()
    wider.CopyFrom(model)
    inner = [name for name in names if name != "image"]
    wider.graph.output.extend(onnx.helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in inner)
    session = onnxruntime.InferenceSession(wider.SerializeToString(), providers=["CPUExecutionProvider"])
    sums = {name: 0 for name in names}
    for image in seen:
        for name, values in zip(["image", *inner], [image, *session.run(inner, {"image": image})]):
            sums[name] = sums[name] + values[0].mean(axis=(1, 2), dtype=np.float64)
    return {name: total / len(seen) for name, total in sums.items()}


def correct(model, seen):
    """Takes what rounding the weights adds off the biases. Returns the scales, as the quantiser wants to be told them."""
    averages, stored, told = inputs_on_average(model, seen), {tensor.name: tensor for tensor in model.graph.initializer}, {}
    for node, weights, depthwise in convolutions(model):
        step = scales(weights, depthwise)
        wide = step[:, None, None, None]
        added = (np.round(weights / wide) * wide - weights).sum(axis=(2, 3), dtype=np.float64)  # (out, in)
        average = averages[node.input[0]]
        shift = added[:, 0] * average if depthwise else added @ average
        bias = stored[node.input[2]]
        bias.CopyFrom(numpy_helper.from_array((numpy_helper.to_array(bias) - shift).astype(np.float32), bias.name))
        told[node.input[1]] = [
            {"axis": 0, "quant_type": QuantType.QInt8, "scale": scale, "zero_point": np.array(0, np.int8)} for scale in step
        ]
    return told


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
    parser.add_argument("--reduce-range", action="store_true", help="7-bit weights instead, as they are")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()

    described = arguments.encoder.with_suffix(".json")
    description = json.loads(described.read_text())
    files = train_pictures(arguments.pictures, arguments.names)
    files = random.Random(SEED).sample(files, min(arguments.count, len(files)))
    seen = [pixels(file, description) for file in files]
    model = widen(onnx.load(arguments.encoder))
    steps = {} if arguments.reduce_range else {"TensorQuantOverrides": correct(model, seen)}
    with tempfile.TemporaryDirectory() as folder:
        wide = Path(folder) / "wide.onnx"
        onnx.save(model, wide)
        quantize_static(
            wide,
            arguments.out,
            Pictures(seen),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            reduce_range=arguments.reduce_range,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            extra_options=steps,
        )
    foreign = {node.domain for node in onnx.load(arguments.out).graph.node} - {"", "ai.onnx"}
    if foreign:
        raise SystemExit(f"{arguments.out} needs operators of {sorted(foreign)}, which no bundle may")
    description["name"] += ", int8"
    arguments.out.with_suffix(".json").write_text(json.dumps(description, indent=2) + "\n")
    written = arguments.out.read_bytes()
    print(arguments.out, len(written), "bytes, sha256", hashlib.sha256(written).hexdigest())


if __name__ == "__main__":
    main()
