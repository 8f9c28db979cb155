"""The article's model in Keras, with given weights, notes and dropout masks: losses, gradients, five steps of Adam."""
import json
import sys

import numpy as np
import tensorflow as tf


def array(a, dtype=np.float32):
    return np.asarray(a["data"], dtype=dtype).reshape(a["shape"])


def named(values):
    return {name: {"shape": list(v.shape), "data": np.asarray(v).ravel().tolist()} for name, v in values.items()}


def run(case):
    units, vocabulary, rate = case["units"], case["vocabulary"], case["dropout"]

    def lstm(name):
        return tf.keras.layers.LSTM(units, return_sequences=True, return_state=True, recurrent_initializer="zeros", name=name)

    encoder, decoder = [lstm("encoder_1"), lstm("encoder_2")], [lstm("decoder_1"), lstm("decoder_2")]
    dense = tf.keras.layers.Dense(vocabulary, name="logits")
    size = case["encoder"]["shape"]
    for layers in (encoder, decoder):
        layers[0].build((*size, vocabulary))
        layers[1].build((*size, units))
    dense.build((*size, units))
    layers = [*encoder, *decoder, dense]
    for layer in layers:
        parts = ["kernel", "bias"] if layer is dense else ["kernel", "recurrent_kernel", "bias"]
        layer.set_weights([array(case["weights"][f"{layer.name}/{part}"]) for part in parts])
    variables = {f"{layer.name}/{weight.name}": weight.value for layer in layers for weight in layer.trainable_weights}

    def logits_of(masks):
        def drop(x, side):
            return x if masks is None else x * array(masks[side]) / (1 - rate)

        x = tf.one_hot(array(case["encoder"], np.int32), vocabulary)
        x, h1, c1 = encoder[0](x)
        _, h2, c2 = encoder[1](drop(x, "encoder"))
        if case["states"] == "top-layer":
            h1, c1 = h2, c2
        y = tf.one_hot(array(case["decoder"], np.int32), vocabulary)
        y, _, _ = decoder[0](y, initial_state=[h1, c1])
        y, _, _ = decoder[1](drop(y, "decoder"), initial_state=[h2, c2])
        return dense(y)

    target = array(case["target"], np.int32)

    def loss_of(masks):
        return tf.reduce_mean(tf.keras.losses.sparse_categorical_crossentropy(target, logits_of(masks), from_logits=True))

    result = {"logits": named({"logits": logits_of(None)})["logits"], "evaluated": float(loss_of(None)), "losses": []}
    result["accuracy"] = float(tf.reduce_mean(tf.keras.metrics.sparse_categorical_accuracy(target, logits_of(None))))
    optimizer = tf.keras.optimizers.Adam(case["learningRate"], global_clipnorm=case.get("clipNorm"))
    trainable = [weight for layer in layers for weight in layer.trainable_weights]
    for step in range(5):
        with tf.GradientTape() as tape:
            loss = loss_of(case["masks"][step] if rate > 0 else None)
        gradients = tape.gradient(loss, list(variables.values()))
        if step == 0:
            result["gradients"] = named(dict(zip(variables, gradients)))
        optimizer.apply_gradients(zip(gradients, trainable))
        result["losses"].append(float(loss))
    result["weights"] = named({name: value.numpy() for name, value in variables.items()})
    result["evaluatedAfter"] = float(loss_of(None))
    return result


def parameters(case):
    layers = tf.keras.layers
    units, vocabulary = case["units"], case["vocabulary"]

    def stack(x, states):
        for i, size in enumerate(units):
            x, *state = layers.LSTM(size, return_sequences=True, return_state=True, recurrent_initializer="zeros")(
                x, initial_state=states[i] if states else None)
            yield x, state

    notes, song = layers.Input((None, vocabulary)), layers.Input((None, vocabulary))
    encoded = list(stack(notes, None))
    decoded = list(stack(song, [state for _, state in encoded]))
    return tf.keras.Model([notes, song], layers.Dense(vocabulary)(decoded[-1][0])).count_params()


given = json.load(open(sys.argv[1]))
json.dump({"runs": [run(case) for case in given["runs"]], "parameters": [parameters(case) for case in given["parameters"]]},
          open(sys.argv[2], "w"))
