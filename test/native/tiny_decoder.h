// A small decoder with weights drawn at random.
#pragma once
#include "check.h"
#include "lstm_decode.h"

struct Decoded {
  std::vector<int> notes;
  std::vector<float> logits;
  std::vector<std::vector<float>> h, c;
};

struct TinyDecoder {
  static constexpr int kVocabulary = 41;
  TinyDecoder(const std::vector<int>& units, int batch, Precision weights = Precision::float32)
      : shape{batch, kVocabulary, units, weights} {
    Draw draw(3);
    for (size_t i = 0; i < units.size(); i++) {
      const size_t U = units[i], below = i ? units[i - 1] : kVocabulary;
      kernels.push_back(draw.floats(below * 4 * U, .3f));
      recurrents.push_back(draw.floats(U * 4 * U, .1f));
      biases.push_back(draw.floats(4 * U));
      h.push_back(draw.floats(batch * U));
      c.push_back(draw.floats(batch * U));
    }
    dense = draw.floats(size_t(units.back()) * kVocabulary);
    bias = draw.floats(kVocabulary);
    first = draw.ints(batch, -1, kVocabulary);
  }

  /** The likeliest notes, or those that the chances [steps, B] draw. */
  Decoded run(int steps, const std::vector<float>& chances = {}, const Sampling& sampling = {1, kVocabulary, 1}) const {
    DecoderWeights weights{};
    for (const auto& kernel : kernels) weights.kernels.push_back(kernel.data());
    for (const auto& recurrent : recurrents) weights.recurrents.push_back(recurrent.data());
    weights.dense = dense.data();
    // As TensorFlow hands out its tensors: at a multiple of 64 bytes.
    std::vector<char> memory(packedBytes(shape) + 64);
    char* packed = memory.data() + (64 - reinterpret_cast<uintptr_t>(memory.data()) % 64);
    packDecoder(shape, weights, packed);
    Decoded out{std::vector<int>(size_t(steps) * shape.batch), std::vector<float>(size_t(shape.batch) * kVocabulary), h, c};
    LstmDecode decode{shape,
                      steps,
                      kVocabulary,
                      first.data(),
                      kernels[0].data(),
                      bias.data(),
                      packed,
                      {},
                      chances.empty() ? nullptr : chances.data(),
                      sampling,
                      out.notes.data(),
                      out.logits.data()};
    for (size_t i = 0; i < kernels.size(); i++)
      decode.layers.push_back({biases[i].data(), h[i].data(), c[i].data(), out.h[i].data(), out.c[i].data()});
    lstmDecode(decode);
    return out;
  }

  DecoderShape shape;
  std::vector<std::vector<float>> kernels, recurrents, biases, h, c;
  std::vector<float> dense, bias;
  std::vector<int> first;
};
