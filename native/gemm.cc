#include "gemm.h"

#include "product_choice.h"

void product(const Gemm& g, Precision precision) {
  withProduct(precision, [&](auto chosen) {
    using Product = decltype(chosen);
    Team::Turn turn;
    Scratch scratch(turn, GemmPlan<Product>::scratchBytes(turn.size()));
    GemmPlan<Product> plan(scratch, turn.size());
    turn.run([&](Team::Member& member) {
      [[maybe_unused]] typename Product::Session session;
      plan.run(member, g);
    });
  });
}
