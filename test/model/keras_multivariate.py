"""Encoder and decoder with four inputs and four outputs in Keras, same weights, for multivariate-model.test.ts."""
import json
import sys

import numpy as np
import tensorflow as tf

L = tf.keras.layers
given = json.load(open(sys.argv[1]))
sizes, units, chained = given["sizes"], given["units"], given["chained"]
encoder, decoder, target, counted = (np.asarray(given[name], dtype) for name, dtype in
                                     (("encoder", int), ("decoder", int), ("target", int), ("counted", np.float32)))


def inputs(side):
    return [L.Input((None, size), name=f"{side}_{f}") for f, size in enumerate(sizes)]


def stack(side, parts, states=None):
    x, ends = L.Concatenate()(parts), []
    for i, u in enumerate(units):
        layer = L.LSTM(u, return_sequences=True, return_state=True, recurrent_initializer="zeros", name=f"{side}_{i + 1}")
        x, *end = layer(x, initial_state=states[i] if states else None)
        ends.append(end)
    return x, ends


read, played, true = inputs("read"), inputs("played"), inputs("true")
_, ends = stack("encoder", read)
top, _ = stack("decoder", played, ends)
outputs = [L.Dense(size, name=f"output_{f + 1}")(L.Concatenate()([top, *true[:f]]) if chained and f else top)
           for f, size in enumerate(sizes)]
model = tf.keras.Model([*read, *played, *true[:-1]] if chained else [*read, *played], outputs)
for layer in model.layers:
    if layer.weights:
        layer.set_weights([np.asarray(w["data"], np.float32).reshape(w["shape"]) for w in
                           (given["weights"][f"{layer.name}/{weight.name}"] for weight in layer.weights)])


def hot(steps):
    return [tf.one_hot(steps[..., f], size) for f, size in enumerate(sizes)]


x = [*hot(encoder), *hot(decoder), *(hot(target)[:-1] if chained else [])]
with tf.GradientTape() as tape:
    costs = [tf.keras.losses.sparse_categorical_crossentropy(target[..., f], y, from_logits=True)
             for f, y in enumerate(model(x))]
    losses = [tf.reduce_sum(cost * counted) / counted.sum() for cost in costs]
    loss = tf.add_n(losses)
weights = {f"{layer.name}/{weight.name}": weight.value for layer in model.layers for weight in layer.trainable_weights}
gradients = dict(zip(weights, tape.gradient(loss, list(weights.values()))))
right = np.all([np.argmax(y, -1) == target[..., f] for f, y in enumerate(model(x))], 0)
json.dump({"loss": float(loss), "losses": [float(each) for each in losses], "parameters": model.count_params(),
           "accuracy": float((right * counted).sum() / counted.sum()),
           "gradients": {name: np.asarray(g).ravel().tolist() for name, g in gradients.items()}},
          open(sys.argv[2], "w"))
