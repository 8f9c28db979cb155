// What a product is: the one contract between the LSTM's passes and the kernels of each kind of CPU.
#pragma once
#include <cstddef>

/**
 * A product multiplies packed factors in blocks of 32 × 32; one for few rows (FewProduct) has that many rows in place
 * of 32, in packA and multiply alike. It is a type without state, with
 *
 *   kStepBytes, kRowsBytes   size of one packed step of B (32 inner × 32 columns) and of A (its rows × 32 inner).
 *                            Steps lie one behind the other; step s begins at s * kStepBytes (kRowsBytes).
 *   Session                  made on each thread before it packs or multiplies there, and kept meanwhile.
 *   packA(to, a, row, rows, inner, inners, steps)
 *                            packs rows [row, row + 32) × inner [inner, inner + 32 * steps) of a; zeros where they
 *                            are outside rows × inners. Several calls of one step each give the same bytes.
 *   packB(to, b, inner, inners, column, columns, steps)
 *                            packs inner [inner, inner + 32 * steps) × columns [column, column + 32) of b; zeros
 *                            outside inners × columns.
 *   multiply(a, b, steps, c, ldc, add, next)
 *                            c[32 × 32] = (add ? c : 0) + a · b over 32 * steps inner elements; row i at c + i * ldc.
 *                            `next` will be wanted soon: a product may fetch it meanwhile.
 *
 * Every product here is held to this in test/native/products.cc; README.md says how it is used.
 *
 * Factors may be rounded as the product says; sums are float32. The result depends on the arguments alone: neither
 * on the thread nor on what was multiplied before. Packed factors begin at multiples of 64 bytes.
 */

/** A matrix in memory: element (i, j) at data[i * ld + j], or at data[j * ld + i] where transposed. */
struct Matrix {
  const float* data;
  size_t ld;
  bool transposed;
  const float& at(size_t i, size_t j) const { return transposed ? data[j * ld + i] : data[i * ld + j]; }
};

/** What to bring nearer to the CPU during a product: so many bytes at each of its steps. */
struct Fetch {
  const char* from = nullptr;
  size_t bytesPerStep = 0;
};

/** Part `index` of `count` of a panel, to be fetched over `steps` steps. */
inline Fetch fetchShare(const char* panel, size_t bytes, int steps, int index, int count) {
  const size_t perStep = bytes / 64 / count / steps * 64;
  return {panel + index * perStep * steps, perStep};
}
