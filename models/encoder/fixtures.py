"""Writes the small encoders, sound and unsound, that the service's tests open."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from graph import IR_VERSION, OPSET

RESOURCES = Path(__file__).parents[2] / "src/test/resources/encoder"
FLOAT, DOUBLE, INT64, BOOL = TensorProto.FLOAT, TensorProto.DOUBLE, TensorProto.INT64, TensorProto.BOOL


def save(name, inputs, outputs, nodes, constants=(), domains=()):
    value = lambda v: helper.make_tensor_value_info(*v)
    graph = helper.make_graph(nodes, name, [value(v) for v in inputs], [value(v) for v in outputs], list(constants))
    opset = [helper.make_opsetid("", OPSET), *(helper.make_opsetid(domain, 1) for domain in domains)]
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

    # 4 x 4 cells: a grid of 2 x 2 places with the average, or the greatest, of each colour.
    for name, pool in {"grid": "AveragePool", "grid-of-maxima": "MaxPool"}.items():
        save(
            name,
            [image],
            [("features", FLOAT, ["N", 4, 3])],
            [
                node(pool, ["image"], "cells", kernel_shape=[4, 4], strides=[4, 4]),
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
    # What runs in a process of its own first: without end, out of memory, with an operator from elsewhere.
    step = helper.make_graph(
        [node("Identity", ["go"], "goes"), node("Relu", ["x"], "y")], "step",
        [helper.make_tensor_value_info(*v) for v in [("i", INT64, []), ("go", BOOL, []), ("x", FLOAT, ["N", 3, 8, 8])]],
        [helper.make_tensor_value_info(*v) for v in [("goes", BOOL, []), ("y", FLOAT, ["N", 3, 8, 8])]])
    save("endless", [image], [vector],
         [node("Loop", ["times", "go", "image"], "last", body=step), node("Flatten", ["last"], "features", axis=1)],
         [constant("times", 2**62), constant("go", True, np.bool_)])
    save("hungry", [image], [vector],
         [node("Expand", ["image", "shape"], "much"), node("ReduceMean", ["much"], "mean", axes=[0], keepdims=1),
          node("Flatten", ["mean"], "features", axis=1)], [constant("shape", [2**24, 3, 8, 8])])
    save("foreign-operator", [image], [vector],
         [helper.make_node("Magic", ["image"], ["features"], domain="com.example")], domains=["com.example"])


if __name__ == "__main__":
    main()
