"""Writes the small encoders, sound and unsound, that the service's tests open."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from graph import IR_VERSION, OPSET

RESOURCES = Path(__file__).parents[2] / "src/test/resources/encoder"
FLOAT, DOUBLE, INT64 = TensorProto.FLOAT, TensorProto.DOUBLE, TensorProto.INT64


def save(name, inputs, outputs, nodes, constants=()):
    value = lambda v: helper.make_tensor_value_info(*v)
    graph = helper.make_graph(nodes, name, [value(v) for v in inputs], [value(v) for v in outputs], list(constants))
    opset = [helper.make_opsetid("", OPSET)]
    model = helper.make_model(graph, producer_name="imagecaptioning", opset_imports=opset, ir_version=IR_VERSION)
    (RESOURCES / f"{name}.onnx").write_bytes(model.SerializeToString(deterministic=True))


def node(operator, inputs, output, **attributes):
    return helper.make_node(operator, inputs, [output], **attributes)


def constant(name, values, kind=np.int64):
    return numpy_helper.from_array(np.array(values, kind), name)


def outside(name):
    """Float32 weights (1) said to lie in another file."""
    tensor = TensorProto(name=name, data_type=FLOAT, dims=[1], data_location=TensorProto.EXTERNAL)
    for key, value in {"location": "weights.bin", "offset": "0", "length": "4"}.items():
        tensor.external_data.add(key=key, value=value)
    return tensor


def main():
    RESOURCES.mkdir(parents=True, exist_ok=True)
    image = ("image", FLOAT, ["N", 3, 8, 8])
    flat = node("Flatten", ["image"], "features", axis=1)
    vector = ("features", FLOAT, ["N", 192])

    # 4 x 4 cells: a grid of 2 x 2 places with the average of each colour.
    save(
        "grid",
        [image],
        [("features", FLOAT, ["N", 4, 3])],
        [
            node("AveragePool", ["image"], "cells", kernel_shape=[4, 4], strides=[4, 4]),
            node("Reshape", ["cells", "shape"], "channels"),
            node("Transpose", ["channels"], "features", perm=[0, 2, 1]),
        ],
        [constant("shape", [0, 3, 4])],
    )
    save("two-inputs", [image, ("mask", FLOAT, ["N", 3, 8, 8])], [vector],
         [node("Mul", ["image", "mask"], "masked"), node("Flatten", ["masked"], "features", axis=1)])
    save("double-input", [("image", DOUBLE, ["N", 3, 8, 8])], [vector],
         [node("Cast", ["image"], "narrow", to=FLOAT), node("Flatten", ["narrow"], "features", axis=1)])
    save("one-channel", [("image", FLOAT, ["N", 1, 8, 8])], [("features", FLOAT, ["N", 64])], [flat])
    save("batch-of-two", [("image", FLOAT, [2, 3, 8, 8])], [("features", FLOAT, [2, 192])], [flat])
    save("integer-output", [image], [("features", INT64, ["N", 192])],
         [node("Flatten", ["image"], "flat", axis=1), node("Cast", ["flat"], "features", to=INT64)])
    save("four-dimensions", [image], [("features", FLOAT, ["N", 3, 8, 8])], [node("Relu", ["image"], "features")])
    save("two-outputs", [image], [vector, ("more", FLOAT, ["N", 3, 8, 8])], [flat, node("Relu", ["image"], "more")])
    save("not-a-number", [image], [vector],
         [node("Flatten", ["image"], "flat", axis=1), node("Sub", ["flat", "flat"], "zero"),
          node("Div", ["zero", "zero"], "features")])
    # Declared without a size, and it turns out to be none of those that are taken: the batch is folded away.
    save("folded-batch", [image], [("features", FLOAT, ["A", "B"])],
         [node("Reshape", ["image", "shape"], "features")], [constant("shape", [3, -1])])
    save("weights-elsewhere", [image], [vector],
         [node("Mul", ["image", "scale"], "scaled"), node("Flatten", ["scaled"], "features", axis=1)], [outside("scale")])
    save("constant-elsewhere", [image], [vector],
         [node("Constant", [], "scale", value=outside("scale")), node("Mul", ["image", "scale"], "scaled"),
          node("Flatten", ["scaled"], "features", axis=1)])


if __name__ == "__main__":
    main()
