// Products of 32 × 32 blocks in float32 on the vector unit: AVX-512, AVX2 with FMA, NEON, SSE2.
#pragma once
#include <cstring>

#include "product.h"
#include "vectors.h"

/** Nearest bfloat16, ties to even, as a float. */
inline float roundToBfloat16(float x) {
  uint32_t bits;
  std::memcpy(&bits, &x, 4);
  if ((bits & 0x7fffffff) <= 0x7f800000) bits += 0x7fff + ((bits >> 16) & 1);
  bits &= 0xffff0000;
  std::memcpy(&x, &bits, 4);
  return x;
}

/**
 * The factors are rounded to bfloat16 where Rounded, else taken as they are.
 *
 * A tile of c stays in registers while its rows of A and columns of B pass by: kTall × kVectors vectors, enough that
 * no addition waits for the one before, and few enough for the CPU's 16 or 32 registers. 32 rows are four strips of
 * kTall rows, then strips of 4. Packed, a step holds strip after strip (part after part of the columns), each by inner
 * index, so that a tile reads both factors as they lie.
 */
template <bool Rounded>
struct VectorProduct {
  static constexpr size_t kStepBytes = 32 * 32 * sizeof(float), kRowsBytes = kStepBytes;
  struct Session {};  // nothing to prepare on a thread

#if defined(__AVX512F__)
  static constexpr int kTall = 8, kVectors = 2;
#elif defined(__aarch64__)
  static constexpr int kTall = 6, kVectors = 4;
#else
  static constexpr int kTall = 6, kVectors = 2;
#endif
  static constexpr int kColumns = kVectors * kLanes;
  /** Steps whose factors fit the nearest cache together. */
  static constexpr int kNear = 4;

  static float value(float x) { return Rounded ? roundToBfloat16(x) : x; }
  static constexpr int stripRows(int row) { return row < 4 * kTall ? kTall : 4; }

  static void packA(char* to, const Matrix& a, int row, int rows, int inner, int inners, int steps) {
    float* out = reinterpret_cast<float*>(to);
    for (int s = 0; s < steps; s++, inner += 32)
      for (int r = row; r < row + 32; r += stripRows(r - row)) {
        const bool tall = stripRows(r - row) == kTall;
        (tall ? pack<kTall, kTall> : pack<4, 4>)(out, &a.at(r, inner), a.ld, !a.transposed, rows - r, inners - inner);
        out += 32 * stripRows(r - row);
      }
  }
  static void packB(char* to, const Matrix& b, int inner, int inners, int column, int columns, int steps) {
    constexpr int kWidth = kColumns < 16 ? kColumns : 16;
    for (int s = 0; s < steps; s++, inner += 32, to += kStepBytes)
      for (int j = 0; j < 32; j += kWidth)
        pack<kWidth, kColumns>(reinterpret_cast<float*>(to) + j / kColumns * 32 * kColumns + j % kColumns, &b.at(inner, column + j), b.ld,
                               b.transposed, columns - column - j, inners - inner);
  }

  static void multiply(const char* a, const char* b, int steps, float* c, size_t ldc, bool add, Fetch = {}) {
    for (; steps > 0; steps -= kNear, a += kNear * kStepBytes, b += kNear * kStepBytes, add = true)
      for (int part = 0; part < 32; part += kColumns)
        for (int r = 0; r < 32; r += stripRows(r)) {
          const float* x = reinterpret_cast<const float*>(a) + 32 * r;
          const float* y = reinterpret_cast<const float*>(b) + 32 * part;
          const int some = steps < kNear ? steps : kNear;
          if (stripRows(r) == kTall) tile<kTall>(x, y, some, c + r * ldc + part, ldc, add);
          else tile<4>(x, y, some, c + r * ldc + part, ldc, add);
        }
  }

 private:
  /**
   * `Width` lines (rows of A, columns of B), 32 inner elements each, by inner index and Stride apart; `lines` × `inners`
   * of them exist.
   */
  template <int Width, int Stride>
  static void pack(float* to, const float* data, size_t ld, bool innerInMemory, int lines, int inners) {
    const bool whole = lines >= Width && inners >= 32;
    if (whole && innerInMemory) {
      for (int i = 0; i < Width; i++)
        for (int k = 0; k < 32; k++) to[k * Stride + i] = value(data[i * ld + k]);
    } else if (whole) {
      for (int k = 0; k < 32; k++)
        for (int i = 0; i < Width; i++) to[k * Stride + i] = value(data[k * ld + i]);
    } else {
      for (int k = 0; k < 32; k++)
        for (int i = 0; i < Width; i++)
          to[k * Stride + i] = i < lines && k < inners ? value(innerInMemory ? data[i * ld + k] : data[k * ld + i]) : 0.f;
    }
  }

  template <int Rows>
  static void tile(const float* a, const float* b, int steps, float* c, size_t ldc, bool add) {
    Floats sum[Rows][kVectors];
    for (int i = 0; i < Rows; i++)
      for (int j = 0; j < kVectors; j++) sum[i][j] = add ? load(c + i * ldc + j * kLanes) : Floats{};
    for (; steps > 0; steps--, a += 1024, b += 1024)
      for (int k = 0; k < 32; k++) {
        Floats y[kVectors];
        for (int j = 0; j < kVectors; j++) y[j] = load(b + k * kColumns + j * kLanes);
        for (int i = 0; i < Rows; i++)
          for (int j = 0; j < kVectors; j++) sum[i][j] += a[k * Rows + i] * y[j];
      }
    for (int i = 0; i < Rows; i++)
      for (int j = 0; j < kVectors; j++) store(c + i * ldc + j * kLanes, sum[i][j]);
  }
};
