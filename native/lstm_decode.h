// A decoder that goes on by itself: a stack of LSTM layers and the dense layer above them, fed with the notes that it chooses.
#pragma once
#include <cstddef>
#include <vector>

#include "draw.h"
#include "lstm.h"

/** What decides how the weights are packed. */
struct DecoderShape {
  int batch, vocabulary;
  std::vector<int> units;                  // of each layer, bottom first; multiples of 32
  Precision weights = Precision::float32;  // as they are kept; states and sums are float32
};

/** A decoder's products: all of its weights but the lowest layer's kernel, whose rows are looked up. */
struct DecoderWeights {
  std::vector<const float*> kernels, recurrents;  // [units below, 4U], the lowest unused; [U, 4U]
  const float* dense;                             // [U of the top, V]
};

struct DecodeLayer {
  const float *bias, *h, *c;  // [4U], [B, U], [B, U]
  float *nextH, *nextC;       // out: [B, U]
};

struct LstmDecode {
  DecoderShape shape;
  int steps, rows;             // rows of the lowest layer's kernel
  const int* first;            // [B]: notes to begin with; others than the kernel's rows add nothing
  const float *lookup, *bias;  // the lowest layer's kernel [rows, 4U]; the dense layer's bias [V]
  const char* packed;          // what packDecoder made for the same shape
  std::vector<DecodeLayer> layers;
  const float* chances;  // [steps, B] in [0, 1): each decides a draw; null: the likeliest note is taken
  Sampling sampling;     // how notes are drawn
  int* notes;            // out: [steps, B], what was chosen at each step
  float* logits;         // out: [B, V], of the last step
};

size_t packedBytes(const DecoderShape& shape);
void packDecoder(const DecoderShape& shape, const DecoderWeights& weights, char* packed);
void lstmDecode(const LstmDecode& decode);
