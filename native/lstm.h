// One LSTM layer over a whole window, forward and backward. Time comes first: [T, B, ...], row-major.
// Gates are in Keras's order: input, forget, cell candidate, output; each has U neighbouring columns.
#pragma once
#include <cstddef>

struct LstmShape {
  int timesteps, batch, inputs, units;  // T, B, I, U; units is a multiple of 32
  size_t rows() const { return size_t(timesteps) * batch; }
};

/** The input: notes (indices into the kernel's rows; negative: a row of zeros) or x [T, B, I]. One is null. */
struct LstmInput {
  const int* notes;
  const float* x;
};

struct LstmForward {
  LstmShape shape;
  LstmInput input;
  const float *kernel, *recurrent, *bias;  // [I, 4U], [U, 4U], [4U]
  const float *h0, *c0;                    // [B, U]; null: zeros
  float *h, *c;                            // out: [T + 1, B, U], the initial states first
  float* gates;                            // out: [T, B, 4U], after activation
};

struct LstmBackward {
  LstmShape shape;
  LstmInput input;
  const float *kernel, *recurrent;
  const float *h, *c, *gates;         // as forward left them
  const float *dh, *dhLast, *dcLast;  // gradients of h from the first timestep [T, B, U], of the last h and c [B, U]; null: zeros
  float* dx;                          // out: [T, B, I]; unused for notes
  float *dKernel, *dRecurrent, *dBias, *dh0, *dc0;
};

enum class Precision { float32, bfloat16 };  // of the products' factors; sums, states and weights are float32

void lstmForward(const LstmForward& pass, Precision precision);
void lstmBackward(const LstmBackward& pass, Precision precision);
