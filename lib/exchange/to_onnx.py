"""`to_onnx.py MODEL FOLDER`: encoder.onnx and decoder.onnx (one step) from a safetensors file.

encoder: notes int32 [B, T] -> h1, c1, h2, c2, … [B, U], which start the decoder.
decoder: note int32 [B], h1, c1, … -> probabilities [B, V], next_h1, next_c1, …
A negative note is the start symbol. Batch and timesteps may have any size.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors import safe_open
from safetensors.numpy import load_file
import json

OPSET = 17


class Graph:
    def __init__(self, name):
        self.name, self.nodes, self.constants, self.count = name, [], {}, 0

    def constant(self, name, values):
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def op(self, kind, *inputs, outputs=1, names=None, **attributes):
        self.count += 1
        made = names or [f"{kind}_{self.count}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), made, **attributes))
        return made if len(made) > 1 else made[0]

    def save(self, inputs, outputs, file):
        value = lambda v: helper.make_tensor_value_info(v[0], v[1], v[2])
        graph = helper.make_graph(self.nodes, self.name, [*map(value, inputs)], [*map(value, outputs)], [*self.constants.values()])
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8, producer_name="music-seq2seq-notebooks")
        onnx.checker.check_model(model, full_check=True)
        onnx.save(model, file)


def one_hot(graph, notes, vocabulary):
    """[.., 1] -> [.., V]; a negative note is all zeros."""
    every = graph.constant("every_note", np.arange(vocabulary, dtype=np.int32))
    return graph.op("Cast", graph.op("Equal", notes, every), to=TensorProto.FLOAT)


def reordered(keras):
    """Keras's gates i, f, c, o in the last axis to ONNX's i, o, f, c in the first."""
    i, f, c, o = np.split(keras, 4, axis=-1)
    return np.concatenate([i, o, f, c], axis=-1).T[None]


def lstm(graph, name, x, arrays, h=None, c=None):
    """x [T, B, I] -> sequence [T, B, U], h and c [B, U]."""
    kernel, recurrent, bias = (arrays[f"{name}/{part}"] for part in ("kernel", "recurrent_kernel", "bias"))
    units = recurrent.shape[0]
    weights = [
        graph.constant(f"{name}/W", reordered(kernel)),
        graph.constant(f"{name}/R", reordered(recurrent)),
        graph.constant(f"{name}/B", np.concatenate([reordered(bias[None])[:, :, 0], np.zeros((1, 4 * units), np.float32)], axis=1)),
    ]
    first, second = (graph.constant(f"axis_{a}", np.array([a], np.int64)) for a in (0, 1))
    initial = ["", *(graph.op("Unsqueeze", state, first) for state in (h, c))] if h else []
    y, last_h, last_c = graph.op("LSTM", x, *weights, *initial, outputs=3, hidden_size=units)
    return graph.op("Squeeze", y, second), graph.op("Squeeze", last_h, first), graph.op("Squeeze", last_c, first)


def states_of(units, prefix=""):
    return [(f"{prefix}{kind}{i}", TensorProto.FLOAT, ["batch", u]) for i, u in enumerate(units, 1) for kind in "hc"]


def encoder(config, arrays, file):
    graph = Graph("encoder")
    last = graph.constant("axis_-1", np.array([-1], np.int64))
    time_major = graph.op("Transpose", "notes", perm=[1, 0])
    x = one_hot(graph, graph.op("Unsqueeze", time_major, last), config["vocabulary"])
    states = []
    for i in range(1, len(config["units"]) + 1):
        x, h, c = lstm(graph, f"encoder_{i}", x, arrays)
        states.append((h, c))
    if config["states"] == "top-layer":
        states = [states[-1] for _ in states]
    for i, pair in enumerate(states, 1):
        for kind, state in zip("hc", pair):
            graph.op("Identity", state, names=[f"{kind}{i}"])
    graph.save([("notes", TensorProto.INT32, ["batch", "timesteps"])], states_of(config["units"]), file)


def decoder(config, arrays, file):
    graph = Graph("decoder")
    units = config["units"]
    ends = graph.constant("axes_0_2", np.array([0, 2], np.int64))
    x = one_hot(graph, graph.op("Unsqueeze", "note", ends), config["vocabulary"])
    for i in range(1, len(units) + 1):
        x, h, c = lstm(graph, f"decoder_{i}", x, arrays, f"h{i}", f"c{i}")
        graph.op("Identity", h, names=[f"next_h{i}"])
        graph.op("Identity", c, names=[f"next_c{i}"])
    top = graph.op("Squeeze", x, graph.constant("axis_0", np.array([0], np.int64)))
    scores = graph.op("Gemm", top, graph.constant("logits/kernel", arrays["logits/kernel"]), graph.constant("logits/bias", arrays["logits/bias"]))
    graph.op("Softmax", scores, names=["probabilities"], axis=-1)
    outputs = [("probabilities", TensorProto.FLOAT, ["batch", config["vocabulary"]]), *states_of(units, "next_")]
    graph.save([("note", TensorProto.INT32, ["batch"]), *states_of(units)], outputs, file)


def main():
    model, folder = sys.argv[1], Path(sys.argv[2])
    with safe_open(model, framework="numpy") as opened:
        config = json.loads(opened.metadata()["model"])
    arrays = load_file(model)
    folder.mkdir()
    encoder(config, arrays, folder / "encoder.onnx")
    decoder(config, arrays, folder / "decoder.onnx")


main()
