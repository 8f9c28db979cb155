// An LSTM in float64, as its equations are written: what the ops in native/ are held against. Not a line is shared.
#pragma once
#include "check.h"

struct Sizes {
  int T, B, I, U;
};

struct LayerWeights {
  Reals kernel, recurrent, bias;  // [I, 4U], [U, 4U], [4U]; gates in Keras's order: input, forget, candidate, output
};

struct States {
  Reals h, c, gates;  // [T + 1, B, U] twice, the initial ones first; [T, B, 4U] after activation
};

/** x [T, B, I]. */
States referenceForward(const Sizes& s, const Reals& x, const LayerWeights& w, const Reals& h0, const Reals& c0);

struct Gradients {
  Reals x, kernel, recurrent, bias, h0, c0;
};

/** dh [T, B, U] of each timestep's h; dhLast, dcLast [B, U] of the last states. */
Gradients referenceBackward(const Sizes& s, const Reals& x, const LayerWeights& w, const States& states, const Reals& dh,
                            const Reals& dhLast, const Reals& dcLast);

/** One-hot rows [count, size]; a row of zeros for a note outside. */
Reals oneHot(const std::vector<int>& notes, int size);

/** A decoder's step: new states in place of h and c [B, U] of each layer; gives the scores [B, V]. */
Reals referenceStep(int B, int V, const std::vector<int>& notes, const std::vector<LayerWeights>& layers, const Reals& dense,
                    const Reals& bias, std::vector<Reals>& h, std::vector<Reals>& c);
