"""A small builder of ONNX graphs whose bytes depend on nothing but what is put in."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 13  # the oldest with all that is used here; every ONNX Runtime since 1.8 runs it
IR_VERSION = 8


class Graph:
    """Nodes in the order they are added; each method returns the name of its one output."""

    def __init__(self, name, input_shape, output_shape):
        self.name = name
        self.inputs = [helper.make_tensor_value_info("image", TensorProto.FLOAT, input_shape)]
        self.outputs = [helper.make_tensor_value_info("features", TensorProto.FLOAT, output_shape)]
        self.nodes = []
        self.initializers = []

    def constant(self, name, values):
        self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def weights(self, name, values, half):
        """Float32 weights; with `half` stored as float16, which the runtime widens once, at load."""
        if not half:
            return self.constant(name, values.astype(np.float32))
        if np.abs(values).max() > np.finfo(np.float16).max:
            raise ValueError(f"{name} does not fit into float16")
        stored = self.constant(name + ".f16", values.astype(np.float16))
        return self.add("Cast", [stored], name, to=TensorProto.FLOAT)

    def add(self, operator, inputs, output, **attributes):
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    def save(self, path, description):
        graph = helper.make_graph(self.nodes, self.name, self.inputs, self.outputs, self.initializers)
        model = helper.make_model(
            graph,
            producer_name="imagecaptioning",
            opset_imports=[helper.make_opsetid("", OPSET)],
            ir_version=IR_VERSION,
            doc_string=description,
        )
        onnx.checker.check_model(model, full_check=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(model.SerializeToString(deterministic=True))
