"""Writes two small Keras networks in the HDF5 layout of Keras 2, and what numpy says that they give."""

import json
from pathlib import Path

import h5py
import numpy as np

from network import Layer, Weights, max_pooling

RESOURCES = Path(__file__).parents[2] / "src/test/resources/keras"
VERSION = "2.15.0"


def functional():
    """As CNNs without a fixed top are: a grid, its mean, two dense layers."""
    w = Weights(1)
    return [
        w.conv("conv1", 3, 3, 8, 2, "same", "linear"),
        w.batch_norm("bn1", 8),
        Layer("Activation", "relu1", activation="relu"),
        w.depthwise("depthwise", 3, 8),
        w.conv("conv2", 3, 8, 16, 1, "valid", "relu"),
        max_pooling("pool"),
        Layer("GlobalAveragePooling2D", "mean", data_format="channels_last", keepdims=False),
        w.dense("vector", 16, 10, "relu"),
        w.dense("predictions", 10, 4, "softmax"),
    ]


def sequential():
    """As VGG is: a grid is flattened into dense layers. Wider than high."""
    w = Weights(2)
    return [
        w.conv("conv", 3, 3, 4, 1, "same", "relu", scale=0.02),
        max_pooling("pool"),
        Layer("Flatten", "flatten", data_format="channels_last"),
        w.dense("fc1", 8 * 12 * 4, 6, "tanh"),
    ]


def functional_config(layers, height, width):
    shape = {"batch_input_shape": [None, height, width, 3], "dtype": "float32", "sparse": False, "ragged": False, "name": "image"}
    described = [{"class_name": "InputLayer", "config": shape, "name": "image", "inbound_nodes": []}]
    for before, layer in zip(["image", *(l.name for l in layers)], layers):
        described.append({"class_name": layer.kind, "config": layer.config, "name": layer.name,
                          "inbound_nodes": [[[before, 0, 0, {}]]]})
    return {"class_name": "Functional", "config": {
        "name": "functional", "trainable": True, "layers": described,
        "input_layers": [["image", 0, 0]], "output_layers": [[layers[-1].name, 0, 0]]}}


def sequential_config(layers, height, width):
    shape = {"batch_input_shape": [None, height, width, 3], "dtype": "float32", "sparse": False, "ragged": False, "name": "image"}
    described = [{"class_name": "InputLayer", "config": shape}]
    described += [{"class_name": layer.kind, "config": layer.config} for layer in layers]
    return {"class_name": "Sequential", "config": {"name": "sequential", "layers": described}}


def write(name, config, layers):
    with h5py.File(RESOURCES / f"{name}.h5", "w") as file:
        file.attrs["keras_version"] = VERSION
        file.attrs["backend"] = "tensorflow"
        file.attrs["model_config"] = json.dumps(config)
        root = file.create_group("model_weights")
        root.attrs["keras_version"] = VERSION
        root.attrs["backend"] = "tensorflow"
        root.attrs["layer_names"] = np.array(["image", *(layer.name for layer in layers)], "S")
        root.create_group("image").attrs["weight_names"] = np.array([], "S")
        for layer in layers:
            group = root.create_group(layer.name)
            names = [f"{layer.name}/{weight}:0" for weight in layer.weights]
            group.attrs["weight_names"] = np.array(names, "S")
            for weight, value in zip(names, layer.weights.values()):
                group[weight] = value


def picture(height, width):
    """Of shape (H, W, 3), 0..255: nothing is alike on its two sides, or in two channels."""
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    return ((7 * x + 13 * y + 29 * c + x * y) % 256).astype(np.float64)


def expected(layers, image, wanted):
    features, x = {}, image
    for layer in layers:
        x = layer(x)
        if layer.name in wanted:
            grid = x.reshape(-1, x.shape[-1])
            features[layer.name] = {
                "places": grid.shape[0], "depth": grid.shape[1],
                "samples": [[int(p), int(d), float(grid[p, d])] for p, d in sample(*grid.shape)]}
    return features


def sample(places, depth):
    for i in np.unique(np.linspace(0, places * depth - 1, 40).astype(int)):
        yield i // depth, i % depth


def main():
    RESOURCES.mkdir(parents=True, exist_ok=True)
    layers = functional()
    write("functional", functional_config(layers, 32, 32), layers)
    numbers = {"functional": expected(layers, picture(32, 32) / 127.5 - 1, ["conv1", "bn1", "relu1", "depthwise", "conv2", "pool", "mean", "vector"])}
    layers = sequential()
    write("sequential", sequential_config(layers, 16, 24), layers)
    bgr = picture(16, 24)[:, :, ::-1] - [103.939, 116.779, 123.68]
    numbers["sequential"] = expected(layers, bgr, ["conv", "pool", "fc1"])
    (RESOURCES / "expected.json").write_text(json.dumps(numbers) + "\n")


if __name__ == "__main__":
    main()
