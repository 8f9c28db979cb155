#include "lstm_decode.h"

#include <algorithm>
#include <cstring>

#include "decoder_layout.h"

namespace {

template <class Product>
class Decode {
  const LstmDecode& d_;
  const DecoderShape& s_;
  const Layout<Product> layout_;
  const int team_;
  Scratch scratch_;
  std::vector<PackedRows<Product>>
      inputs_[2];  // of each layer, at even and odd steps: h of the layer below, then its own of the step before

  std::vector<NoteDraw> draws_;  // one for each task of choosing

  static size_t scratchBytes(const DecoderShape& s) {
    size_t bytes = 0;
    for (size_t i = 0; i < s.units.size(); i++)
      bytes += 2 * Scratch::rounded(PackedRows<Product>::bytes(s.batch, s.units[i] + (i ? s.units[i - 1] : 0)));
    return bytes;
  }

 public:
  Decode(const LstmDecode& d, const Team::Turn& turn)
      : d_(d),
        s_(d.shape),
        layout_{s_},
        team_(turn.size()),
        scratch_(turn, scratchBytes(s_)),
        draws_(2 * turn.size(), NoteDraw(d.sampling, s_.vocabulary)) {
    for (auto& inputs : inputs_)
      for (int i = 0; i < layout_.depth(); i++) inputs.emplace_back(scratch_, s_.batch, 32 * layout_.steps(i));
  }

  void run(Team::Member& member) {
    [[maybe_unused]] typename Product::Session session;
    member.each(layout_.depth(), [&](int i) {
      const DecodeLayer& layer = d_.layers[i];
      const size_t bytes = size_t(s_.batch) * s_.units[i] * sizeof(float);
      std::memcpy(layer.nextH, layer.h, bytes);
      std::memcpy(layer.nextC, layer.c, bytes);
      for (int n = 0; n < s_.units[i] / 32; n++)
        for (int m = 0; m < inputs_[0][i].panels; m++) pack(0, i, layout_.below(i) / 32 + n, m, i, n);
    });
    for (int t = 0; t < d_.steps; t++) {
      for (int i = 0; i < layout_.depth(); i++) {
        const UnitBlocks blocks(s_.units[i], team_);
        member.each(blocks.count, [&](int block) { units(t, i, blocks[block]); });
      }
      const int panels = layout_.panels(layout_.depth()), tasks = std::min(panels, 4 * team_);
      member.each(tasks, [&](int task) { scores(t, Share(panels, task, tasks)); });
      const int rows = std::min(s_.batch, 2 * team_);
      member.each(rows, [&](int task) { choose(t, Share(s_.batch, task, rows), draws_[task]); });
    }
  }

 private:
  /** Packs 32 units of a layer's h as a step of some layer's input. */
  void pack(int t, int to, int step, int m, int layer, int n) {
    Product::packA(inputs_[t & 1][to].at(m, step), {d_.layers[layer].nextH + 32 * n, size_t(s_.units[layer]), false}, 32 * m, s_.batch, 0,
                   32, 1);
  }

  /** Rows 32m on times a panel of a layer's weights. */
  void multiply(const char* a, int layer, int panel, int m, float* sums) {
    const size_t bytes = layout_.panelBytes(layer);
    const char* weights = d_.packed + layout_.offset(layer) + panel * bytes;
    const int steps = layout_.steps(layer);
    Product::multiply(a, weights, steps, sums, 32, false, m ? Fetch{} : fetchShare(weights + bytes, bytes, steps, 0, 1));
  }

  /** New states of some units. */
  void units(int t, int i, const Share& mine) {
    alignas(64) float sums[4][32 * 32];
    const int below = layout_.below(i) / 32;
    for (int n = mine.begin / 32; n < mine.end / 32; n++)
      for (int m = 0; m < inputs_[0][i].panels; m++) {
        for (int g = 0; g < 4; g++) multiply(inputs_[t & 1][i].at(m, 0), i, 4 * n + g, m, sums[g]);
        for (int b = 32 * m; b < std::min(s_.batch, 32 * m + 32); b++) cell(t, i, b, 32 * n, sums);
        pack(t + 1, i, below + n, m, i, n);
        if (i + 1 < layout_.depth()) pack(t, i + 1, n, m, i, n);
      }
  }

  void cell(int t, int i, int b, int first, const float (*sums)[32 * 32]) {
    const DecodeLayer& layer = d_.layers[i];
    const int U = s_.units[i], note = i ? -1 : t ? d_.notes[size_t(t - 1) * s_.batch + b] : d_.first[b];
    // At the bottom, a one-hot row times the kernel: the note's row of it.
    const float* row = note >= 0 && note < d_.rows ? d_.lookup + size_t(note) * 4 * U : nullptr;
    for (int u = first; u < first + 32; u += kLanes) {
      Floats z[4];
      for (int g = 0; g < 4; g++) {
        z[g] = load(sums[g] + b % 32 * 32 + u - first) + load(layer.bias + g * U + u);
        if (row) z[g] += load(row + g * U + u);
      }
      const size_t at = size_t(b) * U + u;
      const Floats c = sigmoid(z[1]) * load(layer.nextC + at) + sigmoid(z[0]) * tangent(z[2]);
      store(layer.nextC + at, c);
      store(layer.nextH + at, sigmoid(z[3]) * tangent(c));
    }
  }

  void scores(int t, const Share& panels) {
    alignas(64) float sums[32 * 32];
    const int top = layout_.depth() - 1, V = s_.vocabulary;
    const PackedRows<Product>& h = inputs_[(t + 1) & 1][top];
    for (int p = panels.begin; p < panels.end; p++)
      for (int m = 0; m < h.panels; m++) {
        multiply(h.at(m, layout_.below(top) / 32), top + 1, p, m, sums);
        for (int b = 32 * m; b < std::min(s_.batch, 32 * m + 32); b++)
          for (int j = 32 * p; j < std::min(V, 32 * p + 32); j++) d_.logits[size_t(b) * V + j] = sums[b % 32 * 32 + j % 32] + d_.bias[j];
      }
  }

  void choose(int t, const Share& rows, NoteDraw& draw) {
    for (int b = rows.begin; b < rows.end; b++) {
      const float* logits = d_.logits + size_t(b) * s_.vocabulary;
      const size_t at = size_t(t) * s_.batch + b;
      d_.notes[at] = d_.chances ? draw(logits, d_.chances[at]) : int(std::max_element(logits, logits + s_.vocabulary) - logits);
    }
  }
};

/** Calls work with the product for this machine and batch. */
template <class Work>
void withDecoderProduct(const DecoderShape& shape, Work work) {
  const int batch = shape.batch;
  if (shape.weights == Precision::bfloat16)
    return batch == 1   ? work(FewProduct<1, Bfloat16>())
           : batch <= 4 ? work(FewProduct<4, Bfloat16>())
           : batch <= 8 ? work(FewProduct<8, Bfloat16>())
                        : work(FewProduct<32, Bfloat16>());
  withProduct(Precision::float32, [&](auto product) { withFew(product, Precision::float32, batch, work); });
}

}  // namespace

size_t packedBytes(const DecoderShape& shape) {
  size_t bytes = 0;
  withDecoderProduct(shape, [&](auto product) {
    const Layout<decltype(product)> layout{shape};
    bytes = layout.offset(layout.depth() + 1);
  });
  return bytes;
}

void packDecoder(const DecoderShape& shape, const DecoderWeights& weights, char* packed) {
  withDecoderProduct(shape, [&](auto product) {
    const Layout<decltype(product)> layout{shape};
    Team::Turn().run([&](Team::Member& member) { layout.pack(member, weights, packed); });
  });
}

void lstmDecode(const LstmDecode& decode) {
  withDecoderProduct(decode.shape, [&](auto product) {
    Team::Turn turn;
    Decode<decltype(product)> run(decode, turn);
    turn.run([&](Team::Member& member) { run.run(member); });
  });
}
