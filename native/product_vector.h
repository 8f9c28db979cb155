// Products of 32 × 32 blocks in float32 on any CPU, by the compiler's vectors.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>

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

/** Nearest bfloat16, ties to even, as a float. */
inline float roundToBfloat16(float x) {
  uint32_t bits;
  std::memcpy(&bits, &x, 4);
  if ((bits & 0x7fffffff) <= 0x7f800000) bits += 0x7fff + ((bits >> 16) & 1);
  bits &= 0xffff0000;
  std::memcpy(&x, &bits, 4);
  return x;
}

/** The factors are rounded to bfloat16 where Rounded, else taken as they are; sums are float32. */
template <bool Rounded>
struct VectorProduct {
  /** Bytes of 32 columns × 32 inner elements; of as many rows as `multiply` takes, × 32 inner elements. */
  static constexpr size_t kStepBytes = 32 * 32 * sizeof(float), kRowsBytes = kStepBytes;
  struct Session {};  // nothing to prepare on a thread

  static float value(float x) { return Rounded ? roundToBfloat16(x) : x; }

  /** Packs rows [row, row + 32) × inner [inner, inner + 32 * steps) of a; zeros outside rows × inners. */
  static void packA(char* to, const Matrix& a, int row, int rows, int inner, int inners, int steps) {
    float* out = reinterpret_cast<float*>(to);
    for (int k = 0; k < steps * 32; k++)
      for (int i = 0; i < 32; i++) *out++ = row + i < rows && inner + k < inners ? value(a.at(row + i, inner + k)) : 0.f;
  }
  /** Packs inner [inner, inner + 32 * steps) × columns [left, left + 16) and [right, right + 16) of b. */
  static void packB(char* to, const Matrix& b, int inner, int inners, int left, int right, int columns, int steps) {
    float* out = reinterpret_cast<float*>(to);
    for (int k = 0; k < steps * 32; k++)
      for (int j = 0; j < 32; j++) {
        const int column = j < 16 ? left + j : right + j - 16;
        *out++ = column < columns && inner + k < inners ? value(b.at(inner + k, column)) : 0.f;
      }
  }

  /** c[32 × 32] = (add ? c : 0) + a · b over 32 * steps inner elements. */
  static void multiply(const char* a, const char* b, int steps, float* c, size_t ldc, bool add, Fetch = {}) {
    typedef float Vector __attribute__((vector_size(64), aligned(4), may_alias));
#ifdef __AVX512F__
    constexpr int kRows = 8;
#else
    constexpr int kRows = 2;
#endif
    for (int r = 0; r < 32; r += kRows) {
      Vector sum[kRows][2];
      for (int i = 0; i < kRows; i++)
        for (int j = 0; j < 2; j++)
          sum[i][j] = add ? *reinterpret_cast<const Vector*>(c + (r + i) * ldc + 16 * j) : Vector{};
      const float* x = reinterpret_cast<const float*>(a) + r;
      const float* y = reinterpret_cast<const float*>(b);
      for (int k = 0; k < steps * 32; k++, x += 32, y += 32) {
        const Vector y0 = *reinterpret_cast<const Vector*>(y), y1 = *reinterpret_cast<const Vector*>(y + 16);
        for (int i = 0; i < kRows; i++) {
          sum[i][0] += x[i] * y0;
          sum[i][1] += x[i] * y1;
        }
      }
      for (int i = 0; i < kRows; i++)
        for (int j = 0; j < 2; j++) *reinterpret_cast<Vector*>(c + (r + i) * ldc + 16 * j) = sum[i][j];
    }
  }
};
