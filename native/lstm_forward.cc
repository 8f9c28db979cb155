#include <cstring>

#include "lstm_parts.h"

namespace {

/** A block of units is one task at each timestep: its gates and new states are made in one go. Product: of the states. */
template <class InputProduct, class Product>
class Forward {
  const LstmForward& p_;
  const LstmShape& s_;
  const UnitBlocks blocks_;
  Scratch scratch_;
  GemmPlan<InputProduct> gemm_;
  PackedRows<Product> states_[2];  // h of the last timestep and of this one
  char* weights_;                  // the recurrent kernel: 32 units, then the gates
  // h · recurrent: 32 units, then the gates, then [B padded][32]: blocks in one piece, as rows 4 kB apart share few cache lines.
  float* sums_;
  const int steps_;
  const size_t panelBytes_;

  static size_t scratchBytes(const LstmShape& s, int team) {
    return GemmPlan<InputProduct>::scratchBytes(team) + 2 * Scratch::rounded(PackedRows<Product>::bytes(s.batch, s.units)) +
           Scratch::rounded(size_t(s.units / 8) * (s.units / 32) * Product::kStepBytes) +
           Scratch::rounded(size_t(4) * roundUp(s.batch, 32) * s.units * sizeof(float));
  }

 public:
  Forward(const LstmForward& p, const Team::Turn& turn)
      : p_(p),
        s_(p.shape),
        blocks_(s_.units, turn.size()),
        scratch_(turn, scratchBytes(s_, turn.size())),
        gemm_(scratch_, turn.size()),
        states_{{scratch_, s_.batch, s_.units}, {scratch_, s_.batch, s_.units}},
        steps_(s_.units / 32),
        panelBytes_(steps_ * Product::kStepBytes) {
    weights_ = scratch_.take<char>(size_t(s_.units / 8) * panelBytes_);
    sums_ = scratch_.take<float>(size_t(4) * roundUp(s_.batch, 32) * s_.units);
  }

  void run(Team::Member& member) {
    [[maybe_unused]] typename InputProduct::Session session;
    const int U = s_.units, B = s_.batch;
    member.each(blocks_.count, [&](int block) {
      const Share mine = blocks_[block];
      for (int n = mine.begin / 32; n < mine.end / 32; n++)
        for (int g = 0; g < 4; g++) Product::packB(panel(n, g), {p_.recurrent, size_t(4) * U, false}, 0, U, g * U + 32 * n, 4 * U, steps_);
      copyState(p_.h, p_.h0, mine);
      copyState(p_.c, p_.c0, mine);
      packState(0, mine);
    });
    if (p_.input.x)
      gemm_.run(member, {int(s_.rows()),
                         4 * U,
                         s_.inputs,
                         {p_.input.x, size_t(s_.inputs), false},
                         {p_.kernel, size_t(4) * U, false},
                         p_.gates,
                         size_t(4) * U,
                         p_.bias});
    for (int t = 0; t < s_.timesteps; t++)
      member.each(blocks_.count, [&](int block) {
        const Share mine = blocks_[block];
        multiply(states_[t & 1], mine);
        for (int b = 0; b < B; b++) cell(t, b, mine);
        if (t + 1 < s_.timesteps) packState(t + 1, mine);
      });
  }

 private:
  char* panel(int n, int gate) const { return weights_ + (4 * size_t(n) + gate) * panelBytes_; }
  /** Of 32 units, the sums of one gate, row `row` on. */
  float* sums(int n, int gate, int row) const { return sums_ + ((4 * size_t(n) + gate) * roundUp(s_.batch, 32) + row) * 32; }

  void copyState(float* to, const float* from, const Share& mine) {
    for (int b = 0; b < s_.batch; b++) {
      const size_t at = size_t(b) * s_.units + mine.begin;
      if (from) std::memcpy(to + at, from + at, mine.size() * sizeof(float));
      else std::memset(to + at, 0, mine.size() * sizeof(float));
    }
  }

  void packState(int t, const Share& mine) {
    for (int n = mine.begin / 32; n < mine.end / 32; n++)
      states_[t & 1].pack({p_.h + size_t(t) * s_.batch * s_.units, size_t(s_.units), false}, s_.batch, n);
  }

  void multiply(const PackedRows<Product>& states, const Share& mine) {
    const int end = mine.end / 32;
    for (int n = mine.begin / 32; n < end; n++)
      for (int g = 0; g < 4; g++) {
        // The weights pass through the caches once a timestep: the next panel comes while this one is in use.
        const char* next = n + 1 < end || g < 3 ? panel(n, g) + panelBytes_ : panel(mine.begin / 32, 0);
        for (int m = 0; m < states.panels; m++)
          Product::multiply(states.at(m, 0), panel(n, g), steps_, sums(n, g, 32 * m), 32, false,
                            fetchShare(next, panelBytes_, steps_, m, states.panels));
      }
  }

  void cell(int t, int b, const Share& mine) {
    const int U = s_.units, first = mine.begin, units = mine.size();
    const size_t row = size_t(t) * s_.batch + b, before = row * U + first, after = (row + s_.batch) * U + first;
    float* gates = p_.gates + row * 4 * U + first;
    // The input's part: there already, bias included; or, as a one-hot row times the kernel is one of the kernel's rows, that row.
    const int note = p_.input.x ? -1 : p_.input.notes[row];
    const float* input = p_.input.x ? gates : p_.bias + first;
    const float* more = note >= 0 && note < s_.inputs ? p_.kernel + size_t(note) * 4 * U + first : nullptr;
    for (int u = 0; u < units; u += kLanes) {
      Floats z[4];
      for (int g = 0; g < 4; g++) z[g] = load(sums((first + u) / 32, g, b) + u % 32) + load(input + g * U + u);
      if (more)
        for (int g = 0; g < 4; g++) z[g] += load(more + g * U + u);
      const Floats i = sigmoid(z[0]), f = sigmoid(z[1]), g = tangent(z[2]), o = sigmoid(z[3]);
      const Floats c = f * load(p_.c + before + u) + i * g;
      store(gates + u, i);
      store(gates + U + u, f);
      store(gates + 2 * U + u, g);
      store(gates + 3 * U + u, o);
      store(p_.c + after + u, c);
      store(p_.h + after + u, o * tangent(c));
    }
  }
};

}  // namespace

void lstmForward(const LstmForward& pass, Precision precision) {
  withProduct(precision, [&](auto product) {
    withFew(product, precision, pass.shape.batch, [&](auto recurrent) {
      Team::Turn turn;
      Forward<decltype(product), decltype(recurrent)> forward(pass, turn);
      turn.run([&](Team::Member& member) { forward.run(member); });
    });
  });
}
