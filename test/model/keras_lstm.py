"""Outputs and gradients of Keras's LSTM for each case of lstm.test.ts."""
import json
import sys

import numpy as np
import tensorflow as tf

tf.config.experimental.enable_op_determinism()


def array(a):
    return np.asarray(a["data"], dtype=np.float32).reshape(a["shape"])


def named(values):
    return {name: {"shape": list(v.shape), "data": np.asarray(v).ravel().tolist()} for name, v in values.items()}


def run(case):
    a = {name: array(v) for name, v in case["arrays"].items()}
    units = a["recurrent"].shape[0]
    x = a["x"]
    if x.ndim == 2:
        x = tf.one_hot(x.astype(np.int32), a["kernel"].shape[0])
    layer = tf.keras.layers.LSTM(units, return_sequences=True, return_state=True, recurrent_initializer="zeros")
    layer.build(x.shape)
    layer.set_weights([a["kernel"], a["recurrent"], a["bias"]])
    x = tf.constant(x)
    state = [tf.constant(a["h0"]), tf.constant(a["c0"])] if "h0" in a else None
    with tf.GradientTape() as tape:
        tape.watch([x] + (state or []))
        h, hT, cT = layer(x, initial_state=state)
        loss = tf.reduce_sum(h * a["gh"]) + tf.reduce_sum(hT * a["ghT"]) + tf.reduce_sum(cT * a["gcT"])
    sources = dict(zip(["kernel", "recurrent", "bias"], [w.value for w in layer.trainable_weights]))
    if a["x"].ndim == 3:
        sources["x"] = x
    if state:
        sources["h0"], sources["c0"] = state
    gradients = dict(zip(sources, tape.gradient(loss, list(sources.values()))))
    return {"outputs": named({"h": h, "hT": hT, "cT": cT}), "gradients": named(gradients)}


cases = json.load(open(sys.argv[1]))
json.dump([run(case) for case in cases], open(sys.argv[2], "w"))
