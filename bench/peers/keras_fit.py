"""Keras as the article uses it: one-hot tensors, `fit`, and `predict` once for each generated note."""
import time

import keras
import numpy as np
import tensorflow as tf

from keras_model import Seq2Seq
from serve import load, serve, timed


class Clock(keras.callbacks.Callback):
    """Times the training alone: what `fit` does with the data before it, a long run does once."""

    def on_train_begin(self, logs=None):
        self.start = time.perf_counter()

    def on_train_end(self, logs=None):
        self.seconds = time.perf_counter() - self.start


class Program:
    def prepare(self, workload):
        self.workload = w = load(workload)
        if w["precision"] == "bfloat16":
            keras.mixed_precision.set_global_policy("mixed_bfloat16")
        keras.utils.set_random_seed(w["seed"])
        v = w["vocabulary"]
        one_hot_rows = lambda: keras.Input((None, v))
        as_they_are = lambda: lambda x: x
        self.model = Seq2Seq(v, w["units"], w["dropout"], one_hot_rows, as_they_are, "softmax")
        self.model.training.compile(optimizer=keras.optimizers.Adam(w["learningRate"]), loss="categorical_crossentropy")
        self.targets = np.eye(v, dtype="float32")[np.array(w["windows"])]
        self.decoder_notes = np.zeros_like(self.targets)
        self.decoder_notes[:, 1:] = self.targets[:, :-1]
        return {"versions": f"Keras {keras.__version__} on TensorFlow {tf.__version__}"}

    def train(self, steps):
        batch = self.workload["batch"]
        seconds, losses, done = 0, [], 0
        while done < steps:
            n = min((steps - done) * batch, len(self.targets))
            clock = Clock()
            history = self.model.training.fit(
                [self.targets[:n], self.decoder_notes[:n]],
                self.targets[:n],
                batch_size=batch,
                epochs=1,
                verbose=0,
                callbacks=[clock],
            )
            seconds += clock.seconds
            losses.append(history.history["loss"][0])
            done += n // batch
        return {"seconds": seconds, "losses": losses}

    def generate(self, songs, length):
        seconds, notes = timed(lambda: self.compose(self.targets[:songs], length))
        return {"seconds": seconds, "notes": [len(song) for song in notes]}

    def compose(self, seeds, length):
        states = self.model.encoder.predict(seeds, verbose=0)
        note = np.zeros((len(seeds), 1, seeds.shape[2]), "float32")
        notes = []
        for _ in range(length):
            probabilities, *states = self.model.decoder.predict([note, *states], verbose=0)
            best = probabilities[:, 0].argmax(axis=1)
            notes.append(best)
            note = np.eye(seeds.shape[2], dtype="float32")[best][:, None]
        return np.array(notes).T


program = Program()
serve({name: getattr(program, name) for name in ("prepare", "train", "generate")})
