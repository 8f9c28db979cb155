// Each product by itself, through the contract in product.h, and the large one by the whole team.
#include "check_product.h"
#include "gemm.h"
#include "product_choice.h"

namespace {

void checkGemm(Count& count, Precision precision) {
  Draw draw(11);
  const bool rounded = precision == Precision::bfloat16;
  const int sizes[][3] = {{1, 1, 1}, {37, 45, 1100}, {130, 1061, 40}, {300, 33, 65}};
  for (const auto& [rows, columns, inner] : sizes)
    for (bool aTransposed : {false, true})
      for (bool bTransposed : {false, true}) {
        const Given a(draw, rows, inner, aTransposed), b(draw, inner, columns, bTransposed), also(draw, 50, inner, false);
        const std::vector<float> bias = draw.floats(columns);
        const auto times = [&](const Given& left, int height) {
          Reals c(size_t(height) * columns);
          for (int i = 0; i < height; i++)
            for (int j = 0; j < columns; j++)
              for (int k = 0; k < inner; k++) c[size_t(i) * columns + j] += left.at(i, k, rounded) * b.at(k, j, rounded);
          return c;
        };
        Reals expected = times(a, rows);
        const Reals second = times(also, 50);
        std::vector<float> c(expected.size()), c2(second.size());
        const Gemm other{50, columns, inner, also.matrix, b.matrix, c2.data(), size_t(columns)};
        Gemm g{rows, columns, inner, a.matrix, b.matrix, c.data(), size_t(columns), bias.data(), false, &other};
        for (size_t i = 0; i < expected.size(); i++) expected[i] += bias[i % columns];
        const std::string name = "product of " + std::to_string(rows) + " x " + std::to_string(columns) + " x " + std::to_string(inner);
        product(g, precision);
        count.near(c, expected, 6e-7, name + ", with a bias");
        count.near(c2, second, 6e-7, name + ", the second of two");
        g.bias = nullptr;
        g.add = true;
        const Reals more = times(a, rows);
        for (size_t i = 0; i < expected.size(); i++) expected[i] += more[i];
        g.also = nullptr;
        product(g, precision);
        count.near(c, expected, 6e-7, name + ", added");
      }
}

}  // namespace

void checkProducts(Count& count) {
  checkProduct<VectorProduct<false>>(count, "vector product", 32, false, false);
  checkProduct<VectorProduct<true>>(count, "vector product of bfloat16", 32, true, true);
  checkProduct<FewProduct<1>>(count, "product of 1 row", 1, false, false);
  checkProduct<FewProduct<4>>(count, "product of 4 rows", 4, false, false);
  checkProduct<FewProduct<8>>(count, "product of 8 rows", 8, false, false);
  checkProduct<FewProduct<1, Bfloat16>>(count, "product of 1 row with bfloat16 weights", 1, false, true);
  checkProduct<FewProduct<4, Bfloat16>>(count, "product of 4 rows with bfloat16 weights", 4, false, true);
  checkProduct<FewProduct<8, Bfloat16>>(count, "product of 8 rows with bfloat16 weights", 8, false, true);
  checkProduct<FewProduct<32, Bfloat16>>(count, "product of 32 rows with bfloat16 weights", 32, false, true, true);
#ifdef HAS_BFLOAT16_PRODUCT
  checkProduct<Bfloat16Product>(count, "product of pairs of bfloat16", 32, true, true);
#endif
  checkEmulatedAmx(count);
#ifdef HAS_AMX
  if (amxAllowed()) {
    checkProduct<AmxProduct<3>>(count, "AMX product", 32, false, false);
    checkProduct<AmxProduct<1>>(count, "AMX product of bfloat16", 32, true, true);
  }
#endif
  checkGemm(count, Precision::float32);
  checkGemm(count, Precision::bfloat16);
}
