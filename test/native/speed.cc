// How fast the products and the LSTM's passes are on this CPU, without TensorFlow: `node setup/main.mjs check-native --speed`.
#include <time.h>

#include <cstdint>
#include <cstdio>
#include <vector>

#include "gemm.h"
#include "lstm.h"

namespace {

std::vector<float> draw(size_t count, float scale) {
  static uint32_t state = 1;
  std::vector<float> values(count);
  for (float& v : values) v = ((state = state * 1664525u + 1013904223u) / 4294967296.f - .5f) * scale;
  return values;
}

/** With one thread, its own time: others on this machine then matter less. */
double now() {
  static const bool alone = Team::Turn().size() == 1;
  timespec t;
  clock_gettime(alone ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

/** Seconds of the fastest of several calls. */
template <class Work>
double fastest(Work work) {
  double best = 1e9, all = 0;
  for (int i = 0; i < 200 && (i < 5 || all < 1); i++) {
    const auto start = now();
    work();
    const double taken = now() - start;
    best = std::min(best, taken);
    all += taken;
  }
  return best;
}

void square(int n, Precision precision) {
  const auto a = draw(size_t(n) * n, 1), b = draw(size_t(n) * n, 1);
  std::vector<float> c(size_t(n) * n);
  const size_t ld = n;
  for (int kind = 0; kind < 3; kind++) {
    const Gemm g{n, n, n, {a.data(), ld, kind == 1}, {b.data(), ld, kind == 2}, c.data(), ld};
    std::printf("product %d%s%s: %.0f GFLOP/s\n", n,
                kind == 1   ? ", a transposed"
                : kind == 2 ? ", b transposed"
                            : "",
                precision == Precision::bfloat16 ? ", bfloat16" : "", 2e-9 * n * n * n / fastest([&] { product(g, precision); }));
  }
}

void layer(int units, bool notes, Precision precision) {
  const LstmShape s{50, 64, notes ? 580 : units, units};
  const size_t I = s.inputs, U = units, B = s.batch, T = s.timesteps;
  const auto kernel = draw(I * 4 * U, .1f), recurrent = draw(U * 4 * U, .1f), bias = draw(4 * U, 1), x = draw(T * B * I, 1),
             dh = draw(T * B * U, 1e-3f), last = draw(B * U, 1e-3f);
  std::vector<int> rows(T * B);
  for (size_t i = 0; i < rows.size(); i++) rows[i] = int(i * 7 % (I + 1)) - 1;
  std::vector<float> h((T + 1) * B * U), c(h), gates(T * B * 4 * U), dx(T * B * I), dKernel(I * 4 * U), dRecurrent(U * 4 * U), dBias(4 * U),
      dh0(B * U), dc0(B * U);
  const LstmInput input = notes ? LstmInput{rows.data(), nullptr} : LstmInput{nullptr, x.data()};
  const double forward = fastest([&] {
    lstmForward({s, input, kernel.data(), recurrent.data(), bias.data(), nullptr, nullptr, h.data(), c.data(), gates.data()}, precision);
  });
  const double backward = fastest([&] {
    lstmBackward({s, input, kernel.data(), recurrent.data(), h.data(), c.data(), gates.data(), dh.data(), last.data(), last.data(),
                  dx.data(), dKernel.data(), dRecurrent.data(), dBias.data(), dh0.data(), dc0.data()},
                 precision);
  });
  const double flops = 2e-9 * T * B * 4 * U * (U + (notes ? 0 : I));
  std::printf("layer of %d on %s%s: forward %.1f ms, %.0f GFLOP/s; backward %.1f ms, %.0f GFLOP/s\n", units, notes ? "notes" : "vectors",
              precision == Precision::bfloat16 ? ", bfloat16" : "", 1e3 * forward, flops / forward, 1e3 * backward, 2 * flops / backward);
}

}  // namespace

int main() {
  for (Precision precision : {Precision::float32, Precision::bfloat16}) {
    square(1024, precision);
    for (int units : {64, 256, 1024})
      for (bool notes : {true, false}) layer(units, notes, precision);
  }
}
