#include "gemm.h"

#include "product_choice.h"

void product(const Gemm& g, Precision precision) {
  withProduct(precision, [&](auto chosen) {
    using Product = decltype(chosen);
    Team& team = Team::get();
    Scratch scratch(GemmPlan<Product>::scratchBytes(team.size()));
    GemmPlan<Product> plan(scratch, team.size());
    team.run([&](Team::Member& member) {
      [[maybe_unused]] typename Product::Session session;
      plan.run(member, g);
    });
  });
}
