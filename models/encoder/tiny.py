"""Writes the tiny encoder: a designed, untrained network for simple drawn pictures.

image (N, 3, 64, 64), pixel / 255
  colour maps   8 x 64 x 64: nearness to each corner of the colour cube, relu(1 - L1 distance / 1.5)
  edge maps    32 x 64 x 64: of each colour map, |Prewitt gradient| in 4 directions
features (N, 1024): the colour maps averaged in 8 x 8 cells (what is where), then the edge maps
averaged in 4 x 4 cells, times 4 (what shape which colour has, and roughly where).

One vector with the places laid out in it, not a grid: a mean over a grid would lose them.
"""

import argparse
from pathlib import Path

import numpy as np

from graph import Graph

SIZE = 64
COLOURS = np.array([[(c >> 2) & 1, (c >> 1) & 1, c & 1] for c in range(8)], np.float32)
REACH = 1.5  # the L1 distance at which a colour is no longer like a corner
EDGE_GAIN = 4  # an edge covers little of a cell: brings its average to the size of the colours'
PREWITT = [
    [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]],
    [[-1, -1, -1], [0, 0, 0], [1, 1, 1]],
    [[0, 1, 1], [-1, 0, 1], [-1, -1, 0]],
    [[-1, -1, 0], [-1, 0, 1], [0, 1, 1]],
]
RESOURCE = Path(__file__).parents[2] / "src/main/resources/encoders/tiny.onnx"


def nearness(graph):
    """1 - distance / REACH; the distance of p in [0, 1] to a corner is sum |c - p|, linear in p."""
    weight = (2 * COLOURS - 1) / REACH
    bias = 1 - COLOURS.sum(1) / REACH
    x = graph.add(
        "Conv",
        ["image", graph.weights("colour.weight", weight[:, :, None, None], False), graph.weights("colour.bias", bias, False)],
        "colour.conv",
        kernel_shape=[1, 1],
    )
    return graph.add("Relu", [x], "colour")


def edges(graph, x):
    kernels = np.tile(np.array(PREWITT, np.float32) / 3, (len(COLOURS), 1, 1))[:, None]  # (32, 1, 3, 3)
    # Edge pixels are repeated outwards: zeros there would draw a frame around every picture.
    around = graph.constant("around", np.array([0, 0, 1, 1, 0, 0, 1, 1], np.int64))
    x = graph.add("Pad", [x, around], "framed", mode="edge")
    x = graph.add(
        "Conv", [x, graph.weights("edge.weight", kernels, False)], "edge.conv", group=len(COLOURS), kernel_shape=[3, 3]
    )
    return graph.add("Abs", [x], "edge")


def pooled(graph, x, cell, name):
    x = graph.add("AveragePool", [x], name + ".cells", kernel_shape=[cell, cell], strides=[cell, cell])
    return graph.add("Flatten", [x], name, axis=1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=RESOURCE)
    out = parser.parse_args().out
    graph = Graph("tiny", ["N", 3, SIZE, SIZE], ["N", 1024])
    colour = nearness(graph)
    where = pooled(graph, colour, 8, "where")  # (N, 8 * 8 * 8)
    shape = pooled(graph, edges(graph, colour), 16, "shape")  # (N, 32 * 4 * 4)
    shape = graph.add("Mul", [shape, graph.constant("gain", np.float32(EDGE_GAIN))], "shape.scaled")
    graph.add("Concat", [where, shape], "features", axis=1)
    graph.save(out, "A designed encoder for simple drawn pictures. image: float32 N x 3 x 64 x 64, pixel / 255.")
    print(out, out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
