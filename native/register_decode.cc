// Registers the decoder's two ops; lib/model/decoder.ts calls them.
#include "lstm_decode.h"
#include "register.h"

namespace {

int positive(const KernelContext& k, int input, const char* message) {
  const int value = *k.values<int>(input, {});
  require(value > 0, message);
  return value;
}

int unitsOf(int64_t gates) {
  require(gates > 0 && gates % 128 == 0, "the number of units must be a multiple of 32");
  return int(gates / 4);
}

Precision weightsOf(void* attributes) { return static_cast<Attributes*>(attributes)->weights; }

/** Temperature, how many of the best, which share of the probability. */
Sampling samplingOf(const KernelContext& k, int input) {
  const float* values = k.values(input, {3});
  require(values[0] > 0 && values[1] >= 1 && values[2] > 0 && values[2] <= 1, "a temperature, top-k or top-p is out of range");
  return {values[0], int(std::min(values[1], 1e9f)), values[2]};
}

constexpr const char* kNoSequence = "there is no sequence";

/** Inputs: how many sequences, all layers' kernels, all recurrent kernels, the dense layer's kernel. */
void packOp(void* attributes, TF_OpKernelContext* context) {
  KernelContext::run(context, [&](KernelContext& k) {
    const int n = (TF_NumInputs(context) - 2) / 2, dense = 2 * n + 1;
    DecoderShape shape{positive(k, 0, kNoSequence), int(k.dimension(dense, 1)), {}, weightsOf(attributes)};
    DecoderWeights weights{};
    for (int i = 0; i < n; i++) {
      const int64_t U = unitsOf(k.dimension(1 + n + i, 1)), below = i ? shape.units.back() : k.dimension(1, 0);
      weights.kernels.push_back(k.values(1 + i, {below, 4 * U}));
      weights.recurrents.push_back(k.values(1 + n + i, {U, 4 * U}));
      shape.units.push_back(int(U));
    }
    weights.dense = k.values(dense, {shape.units.back(), shape.vocabulary});
    require(shape.vocabulary > 0, "the vocabulary is empty");
    packDecoder(shape, weights, reinterpret_cast<char*>(k.output(0, {int64_t(packedBytes(shape) / sizeof(float))})));
  });
}

/**
 * Inputs: how many steps, notes, the lowest layer's kernel, what packOp made, the dense layer's bias, chances (empty: the
 * likeliest), how to draw; per layer the biases, h and c.
 */
void decodeOp(void* attributes, TF_OpKernelContext* context) {
  KernelContext::run(context, [&](KernelContext& k) {
    const int n = (TF_NumInputs(context) - 7) / 3;
    const int64_t T = positive(k, 0, "there is no step"), B = k.dimension(1, 0), V = k.dimension(4, 0), rows = k.dimension(2, 0);
    require(B > 0, kNoSequence);
    LstmDecode d{{int(B), int(V), {}, weightsOf(attributes)},
                 int(T),
                 int(rows),
                 k.values<int>(1, {B}),
                 nullptr,
                 k.values(4, {V}),
                 nullptr,
                 {},
                 k.valuesOrZeros(5, {T, B}),
                 samplingOf(k, 6),
                 k.output<int>(0, {T, B}),
                 k.output(1, {B, V})};
    for (int i = 0; i < n; i++) {
      const int64_t U = unitsOf(k.dimension(7 + i, 0));
      d.shape.units.push_back(int(U));
      d.layers.push_back({k.values(7 + i, {4 * U}), k.values(7 + n + i, {B, U}), k.values(7 + 2 * n + i, {B, U}), k.output(2 + i, {B, U}),
                          k.output(2 + n + i, {B, U})});
    }
    d.lookup = k.values(2, {rows, 4 * d.shape.units[0]});
    require(k.dimension(3, 0) == int64_t(packedBytes(d.shape) / sizeof(float)), "the weights were packed for another shape");
    d.packed = reinterpret_cast<const char*>(k.values(3, {k.dimension(3, 0)}));
    lstmDecode(d);
  });
}

const bool registered = [] {
  addOp({"LstmDecoderPack",
         {"layers: int >= 1", "bfloat16_weights: bool = false"},
         {"batch: int32", "kernels: layers * float", "recurrents: layers * float", "kernel: float"},
         {"packed: float"},
         &packOp});
  addOp({"LstmDecode",
         {"layers: int >= 1", "bfloat16_weights: bool = false"},
         {"steps: int32", "notes: int32", "lookup: float", "packed: float", "bias: float", "chances: float", "sampling: float",
          "biases: layers * float", "h: layers * float", "c: layers * float"},
         {"notes_out: int32", "logits: float", "next_h: layers * float", "next_c: layers * float"},
         &decodeOp});
  return true;
}();

}  // namespace
