// Each product by itself, through the contract in product.h, and the large one by the whole team.
#include <memory>

#include "check.h"
#include "gemm.h"
#include "product_choice.h"

namespace {

struct Bytes {  // packed factors begin at multiples of 64 bytes
  explicit Bytes(size_t size) : data(static_cast<char*>(std::aligned_alloc(64, (size + 63) / 64 * 64)), &std::free) {}
  char* get() const { return data.get(); }
  std::unique_ptr<char, void (*)(void*)> data;
};

/** A matrix with more columns in memory than it has, and its values by index. */
struct Given {
  Given(Draw& draw, int rows, int columns, bool transposed)
      : ld(size_t(transposed ? rows : columns) + 5),
        values(draw.floats(size_t(transposed ? columns : rows) * ld)),
        matrix{values.data(), ld, transposed} {}
  double at(int i, int j, bool rounded) const { return rounded ? nearestBfloat16(matrix.at(i, j)) : matrix.at(i, j); }
  size_t ld;
  std::vector<float> values;
  Matrix matrix;
};

/** `tall`: rows of A that the product takes at once. Blocks inside the matrices and across their edges. */
template <class Product>
void checkProduct(Count& count, const std::string& name, int tall, bool roundedA, bool roundedB, bool wholeInner = false) {
  [[maybe_unused]] typename Product::Session session;
  Draw draw(7);
  for (bool aTransposed : {false, true})
    for (bool bTransposed : {false, true})
      for (int steps : {1, 2, 9})
        for (int short_ : {0, 1, 13})  // rows, inner elements and columns that are missing at the edge
          for (bool add : {false, true}) {
            const bool few = tall < 32 || wholeInner;  // its inner size is a multiple of 32
            const int rows = 32 + tall - (short_ % tall), columns = 64 - short_, inners = 32 * (steps + 1) - (few ? 0 : short_);
            const int row = 32, column = 32, inner = 32;
            const Given a(draw, rows, inners, aTransposed), b(draw, inners, columns, bTransposed);
            Bytes packedA(steps * Product::kRowsBytes), packedB(steps * Product::kStepBytes);
            Product::packA(packedA.get(), a.matrix, row, rows, inner, inners, steps);
            Product::packB(packedB.get(), b.matrix, inner, inners, column, columns, steps);
            const size_t ldc = 48;
            std::vector<float> c = draw.floats(32 * ldc);
            Reals expected = reals(c);
            for (int i = 0; i < tall; i++)
              for (int j = 0; j < 32; j++) {
                double sum = add ? expected[i * ldc + j] : 0;
                if (row + i < rows && column + j < columns)
                  for (int k = inner; k < inners; k++) sum += a.at(row + i, k, roundedA) * b.at(k, column + j, roundedB);
                expected[i * ldc + j] = sum;
              }
            Product::multiply(packedA.get(), packedB.get(), steps, c.data(), ldc, add, {});
            count.near(c, expected, 8e-7, name + ", " + std::to_string(steps) + " steps, " + std::to_string(short_) + " short");
          }
}

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
#ifdef HAS_AMX
  if (amxAllowed()) {
    checkProduct<AmxProduct<3>>(count, "AMX product", 32, false, false);
    checkProduct<AmxProduct<1>>(count, "AMX product of bfloat16", 32, true, true);
  }
#endif
  checkGemm(count, Precision::float32);
  checkGemm(count, Precision::bfloat16);
}
