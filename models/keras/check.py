"""Compares the small networks with what Keras itself makes of their files. Needs keras and jax besides."""

import json
import os

os.environ["KERAS_BACKEND"] = "jax"

import keras
import numpy as np

from small import RESOURCES, picture

INPUTS = {
    "functional": picture(32, 32) / 127.5 - 1,
    "sequential": picture(16, 24)[:, :, ::-1] - [103.939, 116.779, 123.68],
}

for name, layers in json.loads((RESOURCES / "expected.json").read_text()).items():
    network = keras.saving.load_model(RESOURCES / f"{name}.h5", compile=False)
    for layer, numbers in layers.items():
        part = keras.Model(network.inputs, network.get_layer(layer).output)
        given = np.asarray(part(INPUTS[name][None].astype(np.float32)))[0]
        grid = given.reshape(-1, given.shape[-1])
        off = max(abs(grid[p, d] - value) for p, d, value in numbers["samples"])
        print(f"{name} {layer} {grid.shape}: off by at most {off:.1e}, of {np.abs(grid).max():.2f}")
        assert grid.shape == (numbers["places"], numbers["depth"]) and off < 1e-4
