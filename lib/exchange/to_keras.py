"""`to_keras.py MODEL OPTIMIZER|- FOLDER`: training.keras, encoder.keras and decoder.keras from safetensors files."""

import sys
from pathlib import Path

from keras_model import build, read, set_optimizer, set_weights

model, optimizer, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
config, arrays = read(model)
training, encoder, decoder = build(config)
set_weights(training, arrays)
if optimizer != "-":
    set_optimizer(training, config, read(optimizer)[1])
folder.mkdir()
for part in (training, encoder, decoder):
    part.save(folder / f"{part.name}.keras")
