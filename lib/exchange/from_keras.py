"""`from_keras.py FILE OUT`: the article's model, saved whole by Keras (.keras, .h5), as a safetensors file.

Which LSTM layer is which is read off the model's graph: those that start from other layers' states are the decoder's.
"""

import json
import sys

import keras
from safetensors.numpy import save_file


class Unfit(Exception):
    """Why the model is not the article's."""


def calls_of(layer):
    return layer._inbound_nodes[0].input_tensors


def maker(tensor):
    return tensor._keras_history.operation


def check(layer):
    config = layer.get_config()
    wanted = {"activation": "tanh", "recurrent_activation": "sigmoid", "use_bias": True, "go_backwards": False}
    for name, value in wanted.items():
        if config[name] != value:
            raise Unfit(f"layer {layer.name} has {name} {config[name]}, and ours has {value}")


def read(file):
    model = keras.models.load_model(file, compile=False)
    lstms = [layer for layer in model.layers if isinstance(layer, keras.layers.LSTM)]
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    for layer in lstms:
        check(layer)
    encoder = [layer for layer in lstms if len(calls_of(layer)) == 1]
    decoder = [layer for layer in lstms if len(calls_of(layer)) == 3]
    if len(dense) != 1 or len(encoder) != len(decoder) or not encoder or len(lstms) != 2 * len(encoder):
        raise Unfit(f"it has {len(encoder)} LSTM layers in the encoder, {len(decoder)} that start from its states, and {len(dense)} dense layers")
    starts = [[maker(state) for state in calls_of(layer)[1:]] for layer in decoder]
    if all(start == [layer, layer] for start, layer in zip(starts, encoder)):
        states = "each-layer"
    elif all(start == [encoder[-1], encoder[-1]] for start in starts):
        states = "top-layer"
    else:
        raise Unfit("its decoder starts from other states than those of the encoder's layers, or of the top one")
    arrays = {}
    for side, layers in (("encoder", encoder), ("decoder", decoder)):
        for i, layer in enumerate(layers, 1):
            for part, values in zip(("kernel", "recurrent_kernel", "bias"), layer.get_weights()):
                arrays[f"{side}_{i}/{part}"] = values
    arrays["logits/kernel"], arrays["logits/bias"] = dense[0].get_weights()
    rates = [layer.rate for layer in model.layers if isinstance(layer, keras.layers.Dropout)]
    config = {
        "vocabulary": arrays["logits/bias"].shape[0],
        "units": [layer.units for layer in encoder],
        "dropout": rates[0] if rates else 0,
        "states": states,
    }
    return config, arrays


def main():
    source, target = sys.argv[1:3]
    try:
        config, arrays = read(source)
    except Unfit as unfit:
        sys.exit(f"UNFIT {unfit}")
    save_file(arrays, target, {"model": json.dumps(config)})


main()
