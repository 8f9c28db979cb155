// Products of few rows with 32 columns in float32: reading the weights takes the time, so no empty rows are multiplied.
#pragma once
#include <algorithm>

#include "product_vector.h"

/** Rows: as many as there are in A, or more; those beyond are zeros. */
template <int Rows>
struct FewProduct {
  static constexpr size_t kStepBytes = 32 * 32 * sizeof(float);
  static constexpr size_t kRowsBytes = Rows * 32 * sizeof(float);
  struct Session {};

  static void packA(char* to, const Matrix& a, int row, int rows, int inner, int, int steps) {
    float* out = reinterpret_cast<float*>(to);
    for (int k = 0; k < steps * 32; k++)
      for (int i = 0; i < Rows; i++) *out++ = row + i < rows ? a.at(row + i, inner + k) : 0.f;
  }
  static void packB(char* to, const Matrix& b, int inner, int inners, int column, int columns, int steps) {
    float* out = reinterpret_cast<float*>(to);
    for (int k = inner; k < inner + steps * 32; k++)
      for (int j = column; j < column + 32; j++) *out++ = j < columns && k < inners ? b.at(k, j) : 0.f;
  }

  /** c[Rows × 32] = (add ? c : 0) + a · b over 32 * steps inner elements. */
  static void multiply(const char* a, const char* b, int steps, float* c, size_t ldc, bool add, Fetch = {}) {
#ifdef __AVX512F__
    constexpr int kBytes = 64, kRows = std::min(Rows, 8);
#else
    constexpr int kBytes = 32, kRows = std::min(Rows, 2);  // in wider vectors than the CPU's, the sums would lie in memory
#endif
    typedef float Vector __attribute__((vector_size(kBytes), aligned(4), may_alias));
    constexpr int kVectors = 128 / kBytes, kLanes = kBytes / 4;
    constexpr int kSums = kRows * kVectors < 4 ? 2 : 1;  // several for each element: one alone waits for its last addition
    for (int r = 0; r < Rows; r += kRows) {
      Vector sum[kSums][kRows][kVectors] = {};
      const float* x = reinterpret_cast<const float*>(a) + r;
      const float* y = reinterpret_cast<const float*>(b);
      for (int k = 0; k < steps * 32; k += kSums)
        for (int s = 0; s < kSums; s++, x += Rows, y += 32)
          for (int i = 0; i < kRows; i++)
            for (int j = 0; j < kVectors; j++) sum[s][i][j] += x[i] * *reinterpret_cast<const Vector*>(y + kLanes * j);
      for (int i = 0; i < kRows; i++)
        for (int j = 0; j < kVectors; j++) {
          Vector& to = *reinterpret_cast<Vector*>(c + (r + i) * ldc + kLanes * j);
          Vector all = sum[0][i][j];
          if (kSums > 1) all += sum[kSums - 1][i][j];
          to = add ? to + all : all;
        }
    }
  }
};
