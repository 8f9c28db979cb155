"""The article's model in Keras: a stacked LSTM encoder-decoder, and its layers taken apart for inference."""
import keras
from keras import layers


class Seq2Seq:
    """`front()` makes what stands before the first LSTM of each side: one-hot rows as they are, or an embedding."""

    def __init__(self, vocabulary, units, dropout, inputs, front, activation):
        self.fronts = [front(), front()]
        self.lstms = [
            [layers.LSTM(u, return_sequences=True, return_state=True) for u in units] for _ in range(2)
        ]
        self.dropout = dropout
        self.dense = layers.Dense(vocabulary)
        self.activation = layers.Activation(activation, dtype="float32")

        encoder_notes, decoder_notes, note = inputs(), inputs(), inputs()
        _, states = self.stack(0, encoder_notes)
        sequence, _ = self.stack(1, decoder_notes, states)
        self.training = keras.Model([encoder_notes, decoder_notes], self.activation(self.dense(sequence)))
        self.encoder = keras.Model(encoder_notes, states)
        before = [keras.Input((u,)) for u in units for _ in range(2)]
        sequence, after = self.stack(1, note, before)
        self.decoder = keras.Model([note, *before], [self.activation(self.dense(sequence)), *after])

    def stack(self, side, x, initial=None):
        x = self.fronts[side](x)
        states = []
        for i, lstm in enumerate(self.lstms[side]):
            if i > 0:
                x = layers.Dropout(self.dropout)(x)
            x, *state = lstm(x, initial_state=initial and initial[2 * i : 2 * i + 2])
            states += state
        return x, states
