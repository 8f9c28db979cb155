// One timestep of a stack of LSTM layers and the dense layer above them: what composing note by note needs.
#pragma once
#include <vector>

struct StepLayer {
  int inputs, units;
  const float *kernel, *recurrent, *bias;  // [inputs, 4U], [U, 4U], [4U]
  const float *h, *c;                      // [B, U]
  float *nextH, *nextC;                    // out: [B, U]
};

struct LstmStep {
  int batch, vocabulary;
  const int* notes;               // [B]: rows of the lowest layer's kernel; others than its rows add nothing
  std::vector<StepLayer> layers;  // bottom first; units are multiples of 32
  const float *kernel, *bias;     // [U of the top, V], [V]
  float* logits;                  // out: [B, V]
};

void lstmStep(const LstmStep& step);
