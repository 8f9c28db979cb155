// How a decoder's weights are packed.
#pragma once
#include "lstm_decode.h"
#include "lstm_parts.h"

/**
 * The weights in the order in which a step reads them: for each layer its units by 32, then the gates, then as inner
 * dimension the units below followed by its own; at last the dense layer.
 */
template <class Product>
struct Layout {
  const DecoderShape& s;
  int depth() const { return int(s.units.size()); }
  int below(int layer) const { return layer ? s.units[layer - 1] : 0; }
  int steps(int layer) const { return layer < depth() ? (below(layer) + s.units[layer]) / 32 : s.units.back() / 32; }
  int panels(int layer) const { return layer < depth() ? s.units[layer] / 8 : roundUp(s.vocabulary, 32) / 32; }
  size_t panelBytes(int layer) const { return steps(layer) * Product::kStepBytes; }
  /** Where a layer's panels begin; depth() is the dense layer, one more the end. */
  size_t offset(int layer) const { return layer ? offset(layer - 1) + panels(layer - 1) * panelBytes(layer - 1) : 0; }

  void pack(Team::Member& member, const DecoderWeights& w, char* to) const {
    [[maybe_unused]] typename Product::Session session;
    for (int i = 0; i <= depth(); i++) {
      const int tasks = std::min(steps(i), Team::kMostTasks);
      member.each(tasks, [&](int task) {  // 32 rows of weights at a time, as they lie in memory
        const Share mine(steps(i), task, tasks);
        for (int step = mine.begin; step < mine.end; step++)
          for (int p = 0; p < panels(i); p++) packPanel(w, i, step, p, to + offset(i) + p * panelBytes(i) + step * Product::kStepBytes);
      });
    }
  }

 private:
  void packPanel(const DecoderWeights& w, int layer, int step, int panel, char* to) const {
    const bool dense = layer == depth();
    const int columns = dense ? s.vocabulary : 4 * s.units[layer], row = 32 * step, split = dense ? 0 : below(layer);
    const int column = dense ? 32 * panel : panel % 4 * s.units[layer] + panel / 4 * 32;
    const bool own = row >= split;
    const float* weights = dense ? w.dense : own ? w.recurrents[layer] : w.kernels[layer];
    const int inner = own ? row - split : row;
    Product::packB(to, {weights, size_t(columns), false}, inner, inner + 32, column, columns, 1);
  }
};
