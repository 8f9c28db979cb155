"""Keras's Adam on given gradients: the weight and both moments after each step."""
import json
import sys

import numpy as np
import tensorflow as tf

given = json.load(open(sys.argv[1]))
weight = tf.Variable(np.asarray(given["start"], dtype=np.float32))
optimizer = tf.keras.optimizers.Adam(**given["options"])
optimizer.build([weight])
steps = []
for gradient in given["gradients"]:
    optimizer.apply([tf.constant(gradient, dtype=tf.float32)], [weight])
    m, v = [slot.numpy().tolist() for slot in optimizer.variables if slot.shape == weight.shape]
    steps.append({"weight": weight.numpy().tolist(), "m": m, "v": v})
json.dump(steps, open(sys.argv[2], "w"))
