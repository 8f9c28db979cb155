// Products of few rows with 32 columns in float32: reading the weights takes the time, so no empty rows are multiplied.
#pragma once
#include <algorithm>

#include "product_vector.h"

/** A float32's upper half. */
typedef uint16_t Bfloat16;

#ifdef __AVX512F__
constexpr int kFewBytes = 64, kFewRows = 8;
#else
constexpr int kFewBytes = 32, kFewRows = 2;  // in wider vectors than the CPU's, the sums would lie in memory
#endif
typedef float FewFloats __attribute__((vector_size(kFewBytes), aligned(4), may_alias));
typedef Bfloat16 FewHalves __attribute__((vector_size(kFewBytes / 2)));
typedef uint32_t FewBits __attribute__((vector_size(kFewBytes)));

/**
 * Rows: as many as there are in A, or more; those beyond are zeros. Weight: how B is kept, float or Bfloat16; the
 * product is float32's either way. Bfloat16 halves what is read.
 */
template <int Rows, class Weight = float>
struct FewProduct {
  static constexpr size_t kStepBytes = 32 * 32 * sizeof(Weight);
  static constexpr size_t kRowsBytes = Rows * 32 * sizeof(float);
  struct Session {};

  static void packA(char* to, const Matrix& a, int row, int rows, int inner, int, int steps) {
    float* out = reinterpret_cast<float*>(to);
    for (int k = 0; k < steps * 32; k++)
      for (int i = 0; i < Rows; i++) *out++ = row + i < rows ? a.at(row + i, inner + k) : 0.f;
  }
  static void packB(char* to, const Matrix& b, int inner, int inners, int column, int columns, int steps) {
    Weight* out = reinterpret_cast<Weight*>(to);
    for (int k = inner; k < inner + steps * 32; k++)
      for (int j = column; j < column + 32; j++) keep(out++, j < columns && k < inners ? b.at(k, j) : 0.f);
  }

  /** c[Rows × 32] = (add ? c : 0) + a · b over 32 * steps inner elements. */
  static void multiply(const char* a, const char* b, int steps, float* c, size_t ldc, bool add, Fetch = {}) {
    typedef FewFloats Vector;
    constexpr int kRows = std::min(Rows, kFewRows), kVectors = 128 / kFewBytes, kLanes = kFewBytes / 4;
    constexpr int kSums = kRows * kVectors < 4 ? 2 : 1;  // several for each element: one alone waits for its last addition
    for (int r = 0; r < Rows; r += kRows) {
      Vector sum[kSums][kRows][kVectors] = {};
      const float* x = reinterpret_cast<const float*>(a) + r;
      const Weight* y = reinterpret_cast<const Weight*>(b);
      for (int k = 0; k < steps * 32; k += kSums)
        for (int s = 0; s < kSums; s++, x += Rows, y += 32)
          for (int i = 0; i < kRows; i++)
            for (int j = 0; j < kVectors; j++) sum[s][i][j] += x[i] * read(y + kLanes * j);
      for (int i = 0; i < kRows; i++)
        for (int j = 0; j < kVectors; j++) {
          Vector& to = *reinterpret_cast<Vector*>(c + (r + i) * ldc + kLanes * j);
          Vector all = sum[0][i][j];
          if (kSums > 1) all += sum[kSums - 1][i][j];
          to = add ? to + all : all;
        }
    }
  }

 private:
  static void keep(float* to, float x) { *to = x; }
  static void keep(Bfloat16* to, float x) {
    const float rounded = roundToBfloat16(x);
    uint32_t bits;
    std::memcpy(&bits, &rounded, 4);
    *to = Bfloat16(bits >> 16);
  }
  static FewFloats read(const float* from) { return *reinterpret_cast<const FewFloats*>(from); }
  static FewFloats read(const Bfloat16* from) {
    FewHalves upper;
    std::memcpy(&upper, from, sizeof upper);
    return (FewFloats)(__builtin_convertvector(upper, FewBits) << 16);
  }
};
