"""Opens what lib/exchange exported with the others' own libraries: what they compute, compose and learn."""
import json
import sys
from pathlib import Path

import keras
import numpy as np
import onnxruntime
from safetensors.numpy import load_file

given = json.load(open(sys.argv[1]))
folder = Path(given["folder"])
vocabulary, length = given["vocabulary"], given["length"]
encoder_notes, decoder_notes, target = (np.array(given[name], np.int32) for name in ("encoder", "decoder", "target"))


def one_hot(notes):
    return np.asarray(notes[..., None] == np.arange(vocabulary), np.float32)


def compose(read, step):
    """Argmax from the start symbol on."""
    states, note, piece = read(encoder_notes), np.full(len(encoder_notes), -1, np.int32), []
    for _ in range(length):
        probabilities, states = step(note, states)
        note = probabilities.argmax(-1).astype(np.int32)
        piece.append(note.tolist())
    return piece


training, encoder, decoder = (keras.models.load_model(folder / f"keras/{name}.keras") for name in ("training", "encoder", "decoder"))
listed = lambda values: [np.asarray(v).tolist() for v in values]


def keras_step(note, states):
    probabilities, *after = decoder([keras.ops.convert_to_tensor(one_hot(note[:, None])), *states])
    return np.asarray(probabilities)[:, 0], after


session = lambda name: onnxruntime.InferenceSession(folder / f"onnx/{name}.onnx", providers=["CPUExecutionProvider"])
onnx_encoder, onnx_decoder = session("encoder"), session("decoder")
inputs = [i.name for i in onnx_decoder.get_inputs()]


def onnx_step(note, states):
    probabilities, *after = onnx_decoder.run(None, dict(zip(inputs, [note, *states])))
    return probabilities, after


onnx_read = lambda notes: onnx_encoder.run(None, {"notes": notes})
result = {
    "keras": {
        "probabilities": np.asarray(training([one_hot(encoder_notes), one_hot(decoder_notes)])).ravel().tolist(),
        "states": listed(encoder(one_hot(encoder_notes))),
        "piece": compose(lambda notes: encoder(one_hot(notes)), keras_step),
    },
    "onnx": {"states": listed(onnx_read(encoder_notes)), "piece": compose(onnx_read, onnx_step)},
    "safetensors": {name: values.ravel().tolist() for name, values in load_file(folder / "model.safetensors").items()},
}
if training.optimizer:
    result["iterations"] = int(training.optimizer.iterations)
    training.train_on_batch([one_hot(encoder_notes), one_hot(decoder_notes)], one_hot(target))
    result["learned"] = {f"{l.name}/{w.name}": np.asarray(w).ravel().tolist() for l in training.layers for w in l.weights}
json.dump(result, open(sys.argv[2], "w"))
