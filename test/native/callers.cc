// Several threads at once, each with a model of another size: everyone gets what one alone gets, bit by bit.
#include <thread>

#include "gemm.h"
#include "lstm.h"
#include "tiny_decoder.h"

namespace {

using Values = std::vector<std::vector<float>>;

/** A layer forward and back, a product and a decoder, all sizes depending on `which` and growing with each round. */
Values work(int which, int round) {
  const int T = 3, B = 5 + 9 * which, I = 20 + which, U = 64 * (1 + (which + round) / 2);
  const size_t rows = size_t(T) * B, states = size_t(B) * U;
  Draw draw(which + 1);
  const std::vector<float> x = draw.floats(rows * I), kernel = draw.floats(size_t(I) * 4 * U),
                           recurrent = draw.floats(size_t(U) * 4 * U, .2f), bias = draw.floats(4 * U), last = draw.floats(states);
  std::vector<float> h((rows + B) * U), c(h.size()), gates(rows * 4 * U), dx(rows * I), dKernel(kernel.size()),
      dRecurrent(recurrent.size()), dBias(4 * U), dh0(states), dc0(states), product_(size_t(4) * U * 4 * U);
  const LstmShape shape{T, B, I, U};
  const LstmInput input{nullptr, x.data()};
  lstmForward({shape, input, kernel.data(), recurrent.data(), bias.data(), nullptr, nullptr, h.data(), c.data(), gates.data()},
              Precision::float32);
  lstmBackward({shape, input, kernel.data(), recurrent.data(), h.data(), c.data(), gates.data(), nullptr, last.data(), last.data(),
                dx.data(), dKernel.data(), dRecurrent.data(), dBias.data(), dh0.data(), dc0.data()},
               Precision::float32);
  const size_t wide = size_t(4) * U;
  product({int(wide), int(wide), U, {recurrent.data(), wide, true}, {recurrent.data(), wide, false}, product_.data(), wide},
          Precision::bfloat16);
  const Decoded decoded = TinyDecoder({U, 32}, 1 + which).run(4);
  return {h, c, dx, dKernel, dRecurrent, dBias, dh0, dc0, product_, decoded.logits, {decoded.notes.begin(), decoded.notes.end()}};
}

}  // namespace

void checkCallers(Count& count) {
  // Together first: the working memory grows while others use it.
  constexpr int kCallers = 3, kRounds = 5;
  Values together[kCallers][kRounds];
  std::vector<std::thread> callers;
  for (int which = 0; which < kCallers; which++)
    callers.emplace_back([&, which] {
      for (int round = 0; round < kRounds; round++) together[which][round] = work(which, round);
    });
  for (std::thread& caller : callers) caller.join();
  for (int which = 0; which < kCallers; which++)
    for (int round = 0; round < kRounds; round++)
      count.expect(together[which][round] == work(which, round),
                   "caller " + std::to_string(which) + " of several at once got other numbers than alone");
}
