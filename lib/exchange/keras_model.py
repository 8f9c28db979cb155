"""The article's model in Keras: the same layers as lib/model/seq2seq.ts, under the same names."""

import json

import keras
from keras import layers
from safetensors import safe_open
from safetensors.numpy import load_file


def read(file):
    """A file that lib/exchange wrote: what the model is, and its arrays by name."""
    with safe_open(file, framework="numpy") as opened:
        config = json.loads(opened.metadata()["model"])
    return config, load_file(file)


def build(config):
    """The training model, and the encoder and the decoder of inference, all of the same layers. Notes are one-hot."""
    vocabulary, units, rate = config["vocabulary"], config["units"], config["dropout"]

    def side(name):
        lstms = [
            # As ours begin; an orthogonal recurrent kernel is Keras's default.
            layers.LSTM(u, return_sequences=True, return_state=True, recurrent_initializer="glorot_uniform", name=f"{name}_{i}")
            for i, u in enumerate(units, 1)
        ]
        return lstms, [layers.Dropout(rate, name=f"{name}_dropout_{i}") for i in range(1, len(units))]

    def stack(x, side, initial=None):
        lstms, dropouts = side
        states = []
        for i, lstm in enumerate(lstms):
            x, h, c = lstm(dropouts[i - 1](x) if i else x, initial_state=initial[i] if initial else None)
            states.append([h, c])
        return x, states

    encoder_side, decoder_side = side("encoder"), side("decoder")
    logits = layers.Dense(vocabulary, activation="softmax", name="logits")
    read_notes = keras.Input((None, vocabulary), name="encoder_notes")
    song = keras.Input((None, vocabulary), name="decoder_notes")
    _, states = stack(read_notes, encoder_side)
    if config["states"] == "top-layer":
        states = [states[-1] for _ in units]
    played, _ = stack(song, decoder_side, states)
    training = keras.Model([read_notes, song], logits(played), name="training")
    encoder = keras.Model(read_notes, [s for pair in states for s in pair], name="encoder")

    note = keras.Input((1, vocabulary), name="note")
    before = [[keras.Input((u,), name=f"h{i}"), keras.Input((u,), name=f"c{i}")] for i, u in enumerate(units, 1)]
    output, after = stack(note, decoder_side, before)
    flat = lambda pairs: [state for pair in pairs for state in pair]
    decoder = keras.Model([note, *flat(before)], [logits(output), *flat(after)], name="decoder")
    return training, encoder, decoder


def set_weights(training, arrays):
    for layer in training.layers:
        layer.set_weights([arrays[f"{layer.name}/{weight.name}"] for weight in layer.weights])


def set_optimizer(training, config, moments):
    """Compiles the training model with the optimizer as it stands, so that `fit` goes on where training stopped."""
    adam = config["adam"]
    optimizer = keras.optimizers.Adam(adam["learningRate"], epsilon=1e-7, global_clipnorm=adam.get("clipNorm"))
    training.compile(optimizer, loss="categorical_crossentropy", metrics=["accuracy"])
    weights = [(f"{layer.name}/{weight.name}", weight) for layer in training.layers for weight in layer.trainable_weights]
    names = {id(weight): name for name, weight in weights}
    optimizer.build(training.trainable_variables)
    optimizer.iterations.assign(int(moments["step"][0]))
    for weight, mean, square in zip(training.trainable_variables, optimizer._momentums, optimizer._velocities):
        name = names[id(weight)]
        if f"{name}/m" in moments:
            mean.assign(moments[f"{name}/m"])
            square.assign(moments[f"{name}/v"])
