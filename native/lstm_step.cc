#include "lstm_step.h"

#include <algorithm>
#include <cstring>

#include "lstm_parts.h"

namespace {

/** Up to this many sequences, the time goes into reading the weights: they are read once, as they lie in memory. */
constexpr int kFew = 8;
/** For them the inner dimension is cut in so many parts, each with sums of its own. */
constexpr int kParts = 8;

/** A factor x [B, inner] and its weights [inner, columns]. */
struct Factors {
  const float *x, *weights;
  int inner;
};

template <class Product>
class Step {
  const LstmStep& s_;
  const int team_, widest_;
  Scratch scratch_;
  GemmPlan<Product> gemm_;
  float* z_;      // [B, 4U]: gates before activation
  float* parts_;  // [kParts, B, columns]: of them, or of the scores

  static int widest(const LstmStep& s) {
    int columns = s.vocabulary;
    for (const StepLayer& layer : s.layers) columns = std::max(columns, 4 * layer.units);
    return columns;
  }
  static size_t scratchBytes(const LstmStep& s, int team) {
    const size_t rows = size_t(s.batch) * widest(s) * sizeof(float);
    return GemmPlan<Product>::scratchBytes(team) + Scratch::rounded(rows) + Scratch::rounded(s.batch <= kFew ? kParts * rows : 0);
  }

 public:
  Step(const LstmStep& s, Team& team)
      : s_(s), team_(team.size()), widest_(widest(s)), scratch_(scratchBytes(s, team_)), gemm_(scratch_, team_),
        z_(scratch_.take<float>(size_t(s.batch) * widest_)), parts_(scratch_.take<float>(s.batch <= kFew ? size_t(kParts) * s.batch * widest_ : 0)) {}

  void run(Team::Member& member) {
    [[maybe_unused]] typename Product::Session session;
    for (size_t i = 0; i < s_.layers.size(); i++) {
      const StepLayer& layer = s_.layers[i];
      const int U = layer.units;
      const int* notes = i ? nullptr : s_.notes;
      const Factors below{i ? s_.layers[i - 1].nextH : nullptr, layer.kernel, i ? layer.inputs : 0};
      product(member, {below, {layer.h, layer.recurrent, U}}, layer.bias, 4 * U, z_);
      const UnitBlocks blocks(U, team_);
      member.each(blocks.count, [&](int block) {
        const Share units = blocks[block];
        for (int b = 0; b < s_.batch; b++) {
          if (s_.batch <= kFew)
            for (int g = 0; g < 4; g++) combine(b, {g * U + units.begin, g * U + units.end}, layer.bias, 4 * U, z_);
          cell(layer, b, notes ? notes[b] : -1, units);
        }
      });
    }
    const StepLayer& top = s_.layers.back();
    product(member, {{top.nextH, s_.kernel, top.units}, {nullptr, nullptr, 0}}, s_.bias, s_.vocabulary, s_.logits);
    if (s_.batch <= kFew)
      member.each(1, [&](int) {
        for (int b = 0; b < s_.batch; b++) combine(b, {0, s_.vocabulary}, s_.bias, s_.vocabulary, s_.logits);
      });
  }

 private:
  struct Two {
    Factors first, second;
  };

  /** out = bias + both products; for few sequences, the products' parts only, which `combine` then adds up. */
  void product(Team::Member& member, const Two& factors, const float* bias, int columns, float* out) {
    if (s_.batch <= kFew)
      return member.each(kParts, [&](int part) {
        float* sums = parts_ + size_t(part) * s_.batch * columns;
        std::memset(sums, 0, size_t(s_.batch) * columns * sizeof(float));
        for (const Factors& f : {factors.first, factors.second}) add(f, Share(f.inner / 4, part, kParts), columns, sums);
      });
    bool more = false;
    for (const Factors& f : {factors.first, factors.second}) {
      if (f.inner == 0) continue;
      gemm_.run(member, {s_.batch, columns, f.inner, {f.x, size_t(f.inner), false}, {f.weights, size_t(columns), false}, out, size_t(columns), more ? nullptr : bias, more});
      more = true;
    }
  }

  /** sums[b] += x[b] · weights, over some fours of the inner dimension. */
  void add(const Factors& f, const Share& fours, int columns, float* sums) {
    for (int k = 4 * fours.begin; k < 4 * fours.end; k += 4) {
      const float *w0 = f.weights + size_t(k) * columns, *w1 = w0 + columns, *w2 = w1 + columns, *w3 = w2 + columns;
      for (int b = 0; b < s_.batch; b++) {
        const float *x = f.x + size_t(b) * f.inner + k, x0 = x[0], x1 = x[1], x2 = x[2], x3 = x[3];
        float* sum = sums + size_t(b) * columns;
        for (int j = 0; j < columns; j++) sum[j] += x0 * w0[j] + x1 * w1[j] + x2 * w2[j] + x3 * w3[j];
      }
    }
  }

  void combine(int b, const Share& range, const float* bias, int columns, float* out) {
    float* to = out + size_t(b) * columns;
    for (int j = range.begin; j < range.end; j++) to[j] = bias[j];
    for (int part = 0; part < kParts; part++) {
      const float* sums = parts_ + (size_t(part) * s_.batch + b) * columns;
      for (int j = range.begin; j < range.end; j++) to[j] += sums[j];
    }
  }

  void cell(const StepLayer& layer, int b, int note, const Share& units) {
    const int U = layer.units;
    // At the bottom, a one-hot row times the kernel: the note's row of it.
    const float* row = note >= 0 && note < layer.inputs ? layer.kernel + size_t(note) * 4 * U : nullptr;
    for (int u = units.begin; u < units.end; u += 16) {
      const size_t at = size_t(b) * U + u;
      Floats z[4];
      for (int g = 0; g < 4; g++) {
        z[g] = load(z_ + size_t(b) * 4 * U + g * U + u);
        if (row) z[g] += load(row + g * U + u);
      }
      const Floats c = sigmoid(z[1]) * load(layer.c + at) + sigmoid(z[0]) * tangent(z[2]);
      store(layer.nextC + at, c);
      store(layer.nextH + at, sigmoid(z[3]) * tangent(c));
    }
  }
};

}  // namespace

void lstmStep(const LstmStep& step) {
  withProduct(Precision::float32, [&](auto product) {
    Team& team = Team::get();
    Step<decltype(product)> run(step, team);
    team.run([&](Team::Member& member) { run.run(member); });
  });
}
