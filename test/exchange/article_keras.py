"""The article's model as somebody else would write it with Keras, saved in both of Keras's formats."""
import json
import sys
from pathlib import Path

import keras
import numpy as np
from keras import layers

given = json.load(open(sys.argv[1]))
folder, vocabulary, units, top = Path(given["folder"]), given["vocabulary"], given["units"], given["topLayer"]
encoder_notes, decoder_notes = (np.array(given[name], np.int32) for name in ("encoder", "decoder"))
one_hot = lambda notes: np.asarray(notes[..., None] == np.arange(vocabulary), np.float32)

keras.utils.set_random_seed(5)
heard = keras.Input((None, vocabulary))
x, h1, c1 = layers.LSTM(units, return_sequences=True, return_state=True)(heard)
_, h2, c2 = layers.LSTM(units, return_state=True)(layers.Dropout(0.2)(x))
song = keras.Input((None, vocabulary))
y = layers.LSTM(units, return_sequences=True)(song, initial_state=[h2, c2] if top else [h1, c1])
y = layers.LSTM(units, return_sequences=True)(layers.Dropout(0.2)(y), initial_state=[h2, c2])
model = keras.Model([heard, song], layers.Dense(vocabulary, activation="softmax")(y))
model.compile("adam", "categorical_crossentropy")
model.save(folder / "model.keras")
model.save(folder / "model.h5")
json.dump({"probabilities": np.asarray(model([one_hot(encoder_notes), one_hot(decoder_notes)])).ravel().tolist()}, open(sys.argv[2], "w"))
