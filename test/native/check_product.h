// A product by itself, through the contract in product.h, against float64.
#pragma once
#include <memory>

#include "check.h"
#include "product.h"

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
