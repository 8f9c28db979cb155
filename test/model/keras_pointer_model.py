"""The model that points back, written down once more with Keras's LSTM, for pointer-model.test.ts."""
import json
import sys

import numpy as np
import tensorflow as tf

given = json.load(open(sys.argv[1]))
pitches, lengths = given["pitches"], given["lengths"]
V, TICKS = len(pitches), 24
w = {name: tf.Variable(np.asarray(v["data"], np.float32).reshape(v["shape"])) for name, v in given["weights"].items()}
notes, targets, counted = (np.asarray(given[name], dtype) for name, dtype in
                           (("notes", int), ("targets", int), ("counted", np.float32)))
B, T = notes.shape

rows = np.zeros((B, T, 5), int)
for b in range(B):
    last, onset = None, 0
    for t, note in enumerate(notes[b]):
        interval = 49
        if note >= 0:
            if last is not None:
                interval = min(24, max(-24, pitches[note] - last)) + 24
            last = pitches[note]
            onset += lengths[note]
        base = np.cumsum([0, V + 1, 50, 2 * TICKS, 3 * TICKS])
        rows[b, t] = base + [note + 1, interval, onset % (2 * TICKS), onset % (3 * TICKS), onset % (4 * TICKS)]

units = w["lstm_1/recurrent_kernel"].shape[0]
with tf.GradientTape() as tape:
    x = tf.reduce_sum(tf.gather(w["embedding"], rows), 2)
    h, c, states = tf.zeros([B, units]), tf.zeros([B, units]), []
    for t in range(T):
        z = x[:, t] @ w["lstm_1/kernel"] + h @ w["lstm_1/recurrent_kernel"] + w["lstm_1/bias"]
        i, f, g, o = tf.split(z, 4, 1)
        c = tf.sigmoid(f) * c + tf.sigmoid(i) * tf.tanh(g)
        h = tf.sigmoid(o) * tf.tanh(c)
        states.append(h)
    states = tf.stack(states, 1)
    own = tf.nn.softmax(states @ w["logits/kernel"] + w["logits/bias"])
    queries, keys = states @ w["query"], states @ w["key"]
    p = []
    for t in range(T):
        # The sentinel, and the states before the present one, each with the note that was read after it.
        looked = tf.concat([tf.tile(w["sentinel"][None], [B, 1, 1]), keys[:, :t]], 1)
        a = tf.nn.softmax(tf.einsum("bd,bkd->bk", queries[:, t], looked) / np.sqrt(queries.shape[-1]))
        copied = tf.einsum("bk,bkv->bv", a[:, 1:], tf.one_hot(notes[:, 1 : t + 1], V))
        p.append(a[:, :1] * own[:, t] + copied)
    p = tf.stack(p, 1)
    losses = -tf.math.log(tf.gather(p, targets, batch_dims=2))
    loss = tf.reduce_sum(losses * counted) / counted.sum()
gradients = tape.gradient(loss, w)
found = {"p": p, "loss": loss, **{f"d {name}": tf.convert_to_tensor(g) for name, g in gradients.items()}}
json.dump({name: {"shape": list(v.shape), "data": np.asarray(v).ravel().tolist()} for name, v in found.items()},
          open(sys.argv[2], "w"))
