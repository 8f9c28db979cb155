// Both passes of a layer against the float64 reference.
#include "lstm.h"
#include "reference.h"

namespace {

struct Case {
  Sizes s;
  bool notes, initial, everyStep;  // notes or vectors in; initial states given; a gradient of h at each timestep
};

void checkPass(Count& count, const Case& given, Precision precision) {
  const auto [T, B, I, U] = given.s;
  const size_t states = size_t(B) * U, rows = size_t(T) * B;
  Draw draw(5);
  const std::vector<float> kernel = draw.floats(size_t(I) * 4 * U, .5f),
                           recurrent = draw.floats(size_t(U) * 4 * U, 1.5f / std::sqrt(float(U))), bias = draw.floats(4 * U),
                           x = draw.floats(rows * I), h0 = draw.floats(states), c0 = draw.floats(states), dh = draw.floats(rows * U),
                           dhLast = draw.floats(states), dcLast = draw.floats(states);
  const std::vector<int> notes = draw.ints(rows, -2, I + 1);
  const LstmShape shape{T, B, I, U};
  const LstmInput input = given.notes ? LstmInput{notes.data(), nullptr} : LstmInput{nullptr, x.data()};
  std::vector<float> h((rows + B) * U), c(h.size()), gates(rows * 4 * U);
  lstmForward({shape, input, kernel.data(), recurrent.data(), bias.data(), given.initial ? h0.data() : nullptr,
               given.initial ? c0.data() : nullptr, h.data(), c.data(), gates.data()},
              precision);
  std::vector<float> dx(given.notes ? 0 : rows * I), dKernel(kernel.size()), dRecurrent(recurrent.size()), dBias(4 * U), dh0(states),
      dc0(states);
  lstmBackward({shape, input, kernel.data(), recurrent.data(), h.data(), c.data(), gates.data(), given.everyStep ? dh.data() : nullptr,
                dhLast.data(), dcLast.data(), dx.data(), dKernel.data(), dRecurrent.data(), dBias.data(), dh0.data(), dc0.data()},
               precision);

  const Reals input64 = given.notes ? oneHot(notes, I) : reals(x), zero(states);
  const LayerWeights weights{reals(kernel), reals(recurrent), reals(bias)};
  const States expected = referenceForward(given.s, input64, weights, given.initial ? reals(h0) : zero, given.initial ? reals(c0) : zero);
  const Gradients d =
      referenceBackward(given.s, input64, weights, expected, given.everyStep ? reals(dh) : Reals(rows * U), reals(dhLast), reals(dcLast));
  const bool mixed = precision == Precision::bfloat16;
  const double limit = mixed ? 2e-2 : 3e-6;
  const std::string name = "T " + std::to_string(T) + ", batch " + std::to_string(B) + ", " + std::to_string(U) + " units, " +
                           std::to_string(I) + (given.notes ? " notes" : " inputs") + (mixed ? ", bfloat16: " : ": ");
  count.near(h, expected.h, limit, name + "h");
  count.near(c, expected.c, limit, name + "c");
  count.near(gates, expected.gates, limit, name + "gates");
  if (!given.notes) count.near(dx, d.x, limit, name + "gradient of x");
  count.near(dKernel, d.kernel, limit, name + "gradient of the kernel");
  count.near(dRecurrent, d.recurrent, limit, name + "gradient of the recurrent kernel");
  count.near(dBias, d.bias, limit, name + "gradient of the bias");
  count.near(dh0, d.h0, limit, name + "gradient of h0");
  count.near(dc0, d.c0, limit, name + "gradient of c0");
}

/** Gates that saturate, and values so small that 1 - 2 / (e^2x + 1) would lose their digits. */
void checkActivations(Count& count) {
  const int U = 32;
  const float values[] = {1e4f, -1e4f, 1e-6f, 0, 3, -3, 40, -40, .6f, -.65f, 1e-30f};
  std::vector<float> bias(4 * U), kernel(4 * U), recurrent(U * 4 * U), h(2 * U), c(2 * U), gates(4 * U);
  for (int i = 0; i < 4 * U; i++) bias[i] = values[i % 11];
  const int note = -1;
  lstmForward(
      {{1, 1, 1, U}, {&note, nullptr}, kernel.data(), recurrent.data(), bias.data(), nullptr, nullptr, h.data(), c.data(), gates.data()},
      Precision::float32);
  const States expected = referenceForward({1, 1, 1, U}, {0}, {reals(kernel), reals(recurrent), reals(bias)}, Reals(U), Reals(U));
  for (int u = U; u < 2 * U; u++) {
    const auto near = [](float actual, double wanted) { return std::abs(actual - wanted) <= 1e-6 * std::abs(wanted) + 1e-30; };
    count.expect(near(h[u], expected.h[u]) && near(c[u], expected.c[u]),
                 "the state of saturated or tiny gates, unit " + std::to_string(u - U));
  }
}

}  // namespace

void checkPasses(Count& count) {
  // Sizes beside and across the blocks of 32 rows, 128 rows and 1088 inner elements.
  const Case cases[] = {{{1, 1, 5, 32}, true, true, true},       {{2, 33, 7, 64}, true, false, false}, {{3, 31, 33, 96}, false, true, true},
                        {{3, 70, 530, 96}, false, false, false}, {{4, 5, 9, 288}, true, true, true},   {{5, 8, 40, 32}, true, false, true},
                        {{18, 64, 6, 64}, true, true, true}};
  for (const Case& each : cases)
    for (Precision precision : {Precision::float32, Precision::bfloat16}) checkPass(count, each, precision);
  checkActivations(count);
}
