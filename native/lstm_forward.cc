#include <cstring>

#include "lstm_parts.h"

namespace {

/** Each thread has its own units for the whole window: it makes their four gates and new states in one go. */
template <class Product>
class Forward {
  const LstmForward& p_;
  const LstmShape& s_;
  Team& team_;
  Scratch scratch_;
  GemmPlan<Product> gemm_;
  PackedRows<Product> states_[2];  // h of the last timestep and of this one
  char* weights_;                  // the recurrent kernel: 32 units, then the gates
  float* sums_;                    // h · recurrent: a part per thread, [B padded][4][its units]
  const int steps_;
  const size_t panelBytes_;

  static size_t scratchBytes(const LstmShape& s, int team) {
    return GemmPlan<Product>::scratchBytes(team) + 2 * Scratch::rounded(PackedRows<Product>::bytes(s.batch, s.units)) +
           Scratch::rounded(size_t(s.units / 8) * (s.units / 32) * Product::kStepBytes) +
           Scratch::rounded(size_t(4) * roundUp(s.batch, 32) * s.units * sizeof(float));
  }

 public:
  Forward(const LstmForward& p, Team& team)
      : p_(p), s_(p.shape), team_(team), scratch_(scratchBytes(s_, team.size())), gemm_(scratch_, team.size()),
        states_{{scratch_, s_.batch, s_.units}, {scratch_, s_.batch, s_.units}}, steps_(s_.units / 32),
        panelBytes_(steps_ * Product::kStepBytes) {
    weights_ = scratch_.take<char>(size_t(s_.units / 8) * panelBytes_);
    sums_ = scratch_.take<float>(size_t(4) * roundUp(s_.batch, 32) * s_.units);
  }

  void run(int thread) {
    [[maybe_unused]] typename Product::Session session;
    const int U = s_.units, B = s_.batch;
    const Share mine(U / 32, thread, team_.size());
    for (int n = mine.begin; n < mine.end; n++)
      for (int g = 0; g < 4; g++)
        Product::packB(panel(n, g), {p_.recurrent, size_t(4) * U, false}, 0, U, g * U + 32 * n, g * U + 32 * n + 16, 4 * U, steps_);
    copyState(p_.h, p_.h0, mine);
    copyState(p_.c, p_.c0, mine);
    for (int n = mine.begin; n < mine.end; n++) states_[0].pack({p_.h, size_t(U), false}, B, n);
    if (p_.input.x)
      gemm_.run(team_, thread, {int(s_.rows()), 4 * U, s_.inputs, {p_.input.x, size_t(s_.inputs), false}, {p_.kernel, size_t(4) * U, false}, p_.gates, size_t(4) * U, p_.bias});
    team_.barrier();
    for (int t = 0; t < s_.timesteps; t++) {
      multiply(states_[t & 1], mine);
      for (int b = 0; b < B; b++) cell(t, b, mine);
      if (t + 1 == s_.timesteps) break;
      for (int n = mine.begin; n < mine.end; n++) states_[(t + 1) & 1].pack({p_.h + size_t(t + 1) * B * U, size_t(U), false}, B, n);
      team_.barrier();
    }
  }

 private:
  char* panel(int n, int gate) const { return weights_ + (4 * size_t(n) + gate) * panelBytes_; }
  float* sums(const Share& mine) const { return sums_ + size_t(4) * roundUp(s_.batch, 32) * 32 * mine.begin; }

  void copyState(float* to, const float* from, const Share& mine) {
    const size_t bytes = size_t(mine.end - mine.begin) * 32 * sizeof(float);
    for (int b = 0; b < s_.batch; b++) {
      const size_t at = size_t(b) * s_.units + 32 * mine.begin;
      if (from) std::memcpy(to + at, from + at, bytes);
      else std::memset(to + at, 0, bytes);
    }
  }

  void multiply(const PackedRows<Product>& states, const Share& mine) {
    const size_t width = size_t(4) * 32 * (mine.end - mine.begin);
    for (int n = mine.begin; n < mine.end; n++)
      for (int g = 0; g < 4; g++) {
        // The weights pass through the caches once a timestep: the next panel comes while this one is in use.
        const char* next = n + 1 < mine.end || g < 3 ? panel(n, g) + panelBytes_ : panel(mine.begin, 0);
        for (int m = 0; m < states.panels; m++)
          Product::multiply(states.at(m, 0), panel(n, g), steps_, sums(mine) + 32 * m * width + (g * (mine.end - mine.begin) + n - mine.begin) * 32, width, false,
                            share(next, panelBytes_, steps_, m, states.panels));
      }
  }

  void cell(int t, int b, const Share& mine) {
    const int U = s_.units, first = 32 * mine.begin, units = 32 * (mine.end - mine.begin);
    const size_t row = size_t(t) * s_.batch + b, before = row * U + first, after = (row + s_.batch) * U + first;
    float* gates = p_.gates + row * 4 * U + first;
    const float* sum = sums(mine) + size_t(b) * 4 * units;
    // The input's part: there already, bias included; or, as a one-hot row times the kernel is one of the kernel's rows, that row.
    const int note = p_.input.x ? -1 : p_.input.notes[row];
    const float* input = p_.input.x ? gates : p_.bias + first;
    const float* more = note >= 0 && note < s_.inputs ? p_.kernel + size_t(note) * 4 * U + first : nullptr;
    for (int u = 0; u < units; u += 16) {
      Floats z[4];
      for (int g = 0; g < 4; g++) z[g] = load(sum + g * units + u) + load(input + g * U + u);
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
    Team& team = Team::get();
    Forward<decltype(product)> forward(pass, team);
    team.run([&](int thread) { forward.run(thread); });
  });
}
