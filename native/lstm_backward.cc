#include <cstring>

#include "lstm_parts.h"

namespace {

/** Back through time, block of units by block as in the forward pass. Then the weights' gradients over all timesteps at once. */
template <class Product>
class Backward {
  const LstmBackward& p_;
  const LstmShape& s_;
  const UnitBlocks blocks_;
  Scratch scratch_;
  GemmPlan<Product> gemm_;
  PackedRows<Product> errors_[2][4];  // dz of the later timestep and of this one, per gate
  char* weights_;                     // transposed recurrent kernel: 32 units, then the gates
  float *dz_, *dh_;                   // [T, B, 4U]; what a timestep hands to the one before: 32 units, then [B padded, 32]
  const int steps_;
  const size_t panelBytes_;

  static size_t scratchBytes(const LstmShape& s, int team) {
    return GemmPlan<Product>::scratchBytes(team) + 8 * Scratch::rounded(PackedRows<Product>::bytes(s.batch, s.units)) +
           Scratch::rounded(size_t(s.units / 8) * (s.units / 32) * Product::kStepBytes) +
           Scratch::rounded(s.rows() * 4 * s.units * sizeof(float)) +
           Scratch::rounded(size_t(roundUp(s.batch, 32)) * s.units * sizeof(float));
  }

 public:
  Backward(const LstmBackward& p, const Team::Turn& turn)
      : p_(p),
        s_(p.shape),
        blocks_(s_.units, turn.size()),
        scratch_(turn, scratchBytes(s_, turn.size())),
        gemm_(scratch_, turn.size()),
        errors_{{packed(), packed(), packed(), packed()}, {packed(), packed(), packed(), packed()}},
        steps_(s_.units / 32),
        panelBytes_(steps_ * Product::kStepBytes) {
    weights_ = scratch_.take<char>(size_t(s_.units / 8) * panelBytes_);
    dz_ = scratch_.take<float>(s_.rows() * 4 * s_.units);
    dh_ = scratch_.take<float>(size_t(roundUp(s_.batch, 32)) * s_.units);
  }

  void run(Team::Member& member) {
    [[maybe_unused]] typename Product::Session session;
    const int U = s_.units, T = s_.timesteps;
    member.each(blocks_.count, [&](int block) {
      const Share mine = blocks_[block];
      for (int n = mine.begin / 32; n < mine.end / 32; n++)
        for (int g = 0; g < 4; g++) Product::packB(panel(n, g), {p_.recurrent + g * U, size_t(4) * U, true}, 0, U, 32 * n, U, steps_);
      for (int g = 0; g < 4; g++) std::memset(p_.dBias + g * U + mine.begin, 0, mine.size() * sizeof(float));
      for (int b = 0; b < s_.batch; b++)
        for (int u = mine.begin; u < mine.end; u += 32) {
          if (p_.dhLast) std::memcpy(carriedH(b, u), p_.dhLast + size_t(b) * U + u, 32 * sizeof(float));
          else std::memset(carriedH(b, u), 0, 32 * sizeof(float));
        }
      copyState(p_.dc0, p_.dcLast, mine);
    });
    for (int t = T - 1; t >= 0; t--)
      member.each(blocks_.count, [&](int block) {
        const Share mine = blocks_[block];
        if (t < T - 1) multiply((t + 1) & 1, mine);
        for (int b = 0; b < s_.batch; b++) cell(t, b, mine);
        for (int n = mine.begin / 32; n < mine.end / 32; n++)
          for (int g = 0; g < 4; g++) errors_[t & 1][g].pack({dz_ + (size_t(t) * s_.batch * 4 + g) * U, size_t(4) * U, false}, s_.batch, n);
      });
    member.each(blocks_.count, [&](int block) {
      multiply(0, blocks_[block]);
      for (int b = 0; b < s_.batch; b++)
        for (int u = blocks_[block].begin; u < blocks_[block].end; u += 32)
          std::memcpy(p_.dh0 + size_t(b) * U + u, carriedH(b, u), 32 * sizeof(float));
    });
    weightGradients(member);
  }

 private:
  PackedRows<Product> packed() { return PackedRows<Product>(scratch_, s_.batch, s_.units); }
  char* panel(int n, int gate) const { return weights_ + (size_t(n) * 4 + gate) * panelBytes_; }

  /** The dh on its way back, of row b and the units from u to the next multiple of 32. */
  float* carriedH(int b, int u) const { return dh_ + (size_t(u / 32) * roundUp(s_.batch, 32) + b) * 32 + u % 32; }

  void copyState(float* to, const float* from, const Share& mine) {
    for (int b = 0; b < s_.batch; b++) {
      const size_t at = size_t(b) * s_.units + mine.begin;
      if (from) std::memcpy(to + at, from + at, mine.size() * sizeof(float));
      else std::memset(to + at, 0, mine.size() * sizeof(float));
    }
  }

  /** dh = dz · recurrent transposed, gate by gate, so that the factors stay in the cache. */
  void multiply(int which, const Share& mine) {
    const int first = mine.begin / 32, end = mine.end / 32;
    for (int g = 0; g < 4; g++)
      for (int n = first; n < end; n++) {
        const PackedRows<Product>& errors = errors_[which][g];
        const char* next = n + 1 < end ? panel(n + 1, g) : panel(first, (g + 1) % 4);
        for (int m = 0; m < errors.panels; m++)
          Product::multiply(errors.at(m, 0), panel(n, g), steps_, carriedH(32 * m, 32 * n), 32, g > 0,
                            fetchShare(next, panelBytes_, steps_, m, errors.panels));
      }
  }

  void cell(int t, int b, const Share& mine) {
    const int U = s_.units, first = mine.begin, units = mine.size();
    const size_t row = size_t(t) * s_.batch + b, before = row * U + first, after = (row + s_.batch) * U + first;
    const float* gates = p_.gates + row * 4 * U + first;
    float* dz = dz_ + row * 4 * U + first;
    float* carried = p_.dc0 + size_t(b) * U + first;  // dc on its way from the last timestep to the initial state
    for (int u = 0; u < units; u += kLanes) {
      const Floats i = load(gates + u), f = load(gates + U + u), g = load(gates + 2 * U + u), o = load(gates + 3 * U + u);
      const Floats squashed = tangent(load(p_.c + after + u));
      Floats dh = load(carriedH(b, first + u));
      if (p_.dh) dh += load(p_.dh + before + u);
      const Floats dc = load(carried + u) + dh * o * (1.f - squashed * squashed);
      store(carried + u, dc * f);
      const Floats all[4] = {dc * g * i * (1.f - i), dc * load(p_.c + before + u) * f * (1.f - f), dc * i * (1.f - g * g),
                             dh * squashed * o * (1.f - o)};
      for (int k = 0; k < 4; k++) {
        store(dz + k * U + u, all[k]);
        float* bias = p_.dBias + k * U + first + u;
        store(bias, load(bias) + all[k]);
      }
    }
  }

  void weightGradients(Team::Member& member) {
    const int rows = int(s_.rows()), inputs = s_.inputs;
    const size_t U = s_.units, gates = 4 * U;
    const Gemm dKernel{inputs, int(gates), rows, {p_.input.x, size_t(inputs), true}, {dz_, gates, false}, p_.dKernel, gates};
    gemm_.run(member, {int(U),
                       int(gates),
                       rows,
                       {p_.h, U, true},
                       {dz_, gates, false},
                       p_.dRecurrent,
                       gates,
                       nullptr,
                       false,
                       p_.input.x ? &dKernel : nullptr});
    if (p_.input.notes) return member.each(blocks_.count, [&](int block) { scatter(Share(int(gates) / 16, block, blocks_.count)); });
    gemm_.run(member, {rows, inputs, int(gates), {dz_, gates, false}, {p_.kernel, gates, true}, p_.dx, size_t(inputs)});
  }

  /** The kernel's gradient for one-hot inputs, in some vectors of its columns: each dz row is added to its note's row. */
  void scatter(const Share& columns) {
    const size_t width = size_t(4) * s_.units, from = size_t(columns.begin) * 16, to = size_t(columns.end) * 16;
    for (int i = 0; i < s_.inputs; i++) std::memset(p_.dKernel + i * width + from, 0, (to - from) * sizeof(float));
    for (size_t row = 0; row < s_.rows(); row++) {
      const int note = p_.input.notes[row];
      if (note < 0 || note >= s_.inputs) continue;
      for (size_t j = from; j < to; j += kLanes)
        store(p_.dKernel + note * width + j, load(p_.dKernel + note * width + j) + load(dz_ + row * width + j));
    }
  }
};

}  // namespace

void lstmBackward(const LstmBackward& pass, Precision precision) {
  withProduct(precision, [&](auto product) {
    Team::Turn turn;
    Backward<decltype(product)> backward(pass, turn);
    turn.run([&](Team::Member& member) { backward.run(member); });
  });
}
