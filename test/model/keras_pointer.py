"""Attention by Keras and the pointer's mixture by TensorFlow, with gradients, for pointer.test.ts."""
import json
import sys

import numpy as np
import tensorflow as tf

given = json.load(open(sys.argv[1]))
a = {name: np.asarray(v["data"], dtype=np.float32).reshape(v["shape"]) for name, v in given.items()}
sources = {name: tf.Variable(a[name]) for name in ("queries", "keys", "logits", "gate")}
notes, targets = a["notes"].astype(np.int32), a["targets"].astype(np.int32)
batch, played = targets.shape

with tf.GradientTape() as tape:
    layer = tf.keras.layers.Attention(use_scale=False, dropout=0.0)
    allowed = np.repeat((a["mask"] > 0)[None], batch, 0)
    context, weights = layer(
        [tf.convert_to_tensor(a[name]) for name in ("queries", "values", "keys")],
        return_attention_scores=True,
    )
    scores = tf.einsum("btu,bku->btk", sources["queries"], sources["keys"])
    masked = tf.nn.softmax(tf.where(allowed, scores, tf.constant(-np.inf)))
    byPointing = tf.stack(
        [tf.reduce_sum(tf.where((notes == v)[:, None, :], masked, 0.0), -1) for v in range(a["logits"].shape[-1])], -1
    )
    p = sources["gate"] * tf.nn.softmax(sources["logits"]) + (1 - sources["gate"]) * byPointing
    loss = -tf.reduce_mean(tf.math.log(tf.gather(p, targets, batch_dims=2)))
found = {"weights": weights, "context": context, "masked": masked, "mixture": p, "loss": loss}
found.update({f"d_{name}": g for name, g in zip(sources, tape.gradient(loss, list(sources.values())))})
json.dump(
    {name: {"shape": list(v.shape), "data": np.asarray(v).ravel().tolist()} for name, v in found.items()},
    open(sys.argv[2], "w"),
)
