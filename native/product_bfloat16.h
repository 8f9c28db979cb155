// Products of 32 × 32 blocks whose factors are bfloat16 and sums float32, on the vector unit of CPUs that multiply pairs
// of bfloat16 (AVX512-BF16: AMD since Zen 4, some of Intel's): two products where a float32 one takes the same time.
#pragma once
#include "product.h"
#include "vectors.h"

#if defined(__AVX512BF16__) && defined(__AVX512F__)
#define HAS_BFLOAT16_PRODUCT 1
#include <immintrin.h>

#include <cstdint>

/**
 * A pair is two neighbours along the inner dimension, in one word of 32 bits. A packed step of A holds four strips of 8
 * rows, each by pair: 8 words. A packed step of B holds, by pair, its 32 columns' words.
 */
struct Bfloat16Product {
  static constexpr size_t kStepBytes = 32 * 32 * 2, kRowsBytes = kStepBytes;
  struct Session {};  // nothing to prepare on a thread

  static void packA(char* to, const Matrix& a, int row, int rows, int inner, int inners, int steps) {
    for (int s = 0; s < steps; s++, inner += 32)
      for (int r = row; r < row + 32; r += kTall, to += kStrip)
        pack<kTall, kTall>(to, &a.at(r, inner), a.ld, !a.transposed, rows - r, inners - inner);
  }
  static void packB(char* to, const Matrix& b, int inner, int inners, int column, int columns, int steps) {
    for (int s = 0; s < steps; s++, inner += 32, to += kStepBytes)
      for (int j = 0; j < 32; j += 16)
        pack<16, 32>(to + 4 * j, &b.at(inner, column + j), b.ld, b.transposed, columns - column - j, inners - inner);
  }

  static void multiply(const char* a, const char* b, int steps, float* c, size_t ldc, bool add, Fetch = {}) {
    for (; steps > 0; steps -= kNear, a += kNear * kStepBytes, b += kNear * kStepBytes, add = true)
      for (int r = 0; r < 32; r += kTall) tile(a + r / kTall * kStrip, b, steps < kNear ? steps : kNear, c + r * ldc, ldc, add);
  }

 private:
  /** 8 × 2 sums stay in registers: more than the unit has additions under way. */
  static constexpr int kTall = 8, kStrip = kTall * 64;
  /** Steps whose factors fit the nearest cache together. */
  static constexpr int kNear = 8;

  /** `Width` lines of 16 pairs, by pair and Stride words apart; `lines` × `inners` elements of them exist. */
  template <int Width, int Stride>
  static void pack(char* to, const float* data, size_t ld, bool innerInMemory, int lines, int inners) {
    if (innerInMemory) transposed<Width, Stride>(reinterpret_cast<uint32_t*>(to), data, ld, lines, inners);
    else interleaved<Width, Stride>(to, data, ld, lines, inners);
  }

  template <int Width, int Stride>
  static void transposed(uint32_t* to, const float* data, size_t ld, int lines, int inners) {
    const __mmask16 low = firstLanes(inners), high = firstLanes(inners - 16);
    for (int i = 0; i < Width; i++) {
      alignas(64) uint32_t pairs[16] = {};
      if (i < lines) {
        const __m512 first = _mm512_maskz_loadu_ps(low, data + i * ld), second = _mm512_maskz_loadu_ps(high, data + i * ld + 16);
        _mm512_store_si512(pairs, (__m512i)_mm512_cvtne2ps_pbh(second, first));
      }
      for (int k = 0; k < 16; k++) to[k * Stride + i] = pairs[k];
    }
  }

  template <int Width, int Stride>
  static void interleaved(char* to, const float* data, size_t ld, int lines, int inners) {
    const __mmask16 mask = firstLanes(lines < Width ? lines : Width), whole = firstLanes(Width);
    for (int k = 0; k < 16; k++) {
      __m512 even = _mm512_setzero_ps(), odd = even;
      if (2 * k < inners) even = _mm512_maskz_loadu_ps(mask, data + 2 * k * ld);
      if (2 * k + 1 < inners) odd = _mm512_maskz_loadu_ps(mask, data + (2 * k + 1) * ld);
      _mm512_mask_storeu_epi32(to + 4 * k * Stride, whole, _mm512_or_si512(halves(even), _mm512_slli_epi32(halves(odd), 16)));
    }
  }

  /** Each number as bfloat16, in the lower half of its word. */
  static __m512i halves(__m512 x) { return _mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh(x)); }

  static void tile(const char* a, const char* b, int steps, float* c, size_t ldc, bool add) {
    __m512 sum[kTall][2];
    for (int i = 0; i < kTall; i++)
      for (int j = 0; j < 2; j++) sum[i][j] = add ? _mm512_loadu_ps(c + i * ldc + 16 * j) : _mm512_setzero_ps();
    for (; steps > 0; steps--, a += kStepBytes, b += kStepBytes)
      for (int k = 0; k < 16; k++) {
        const auto left = (__m512bh)_mm512_load_si512(b + 128 * k), right = (__m512bh)_mm512_load_si512(b + 128 * k + 64);
        const int* rows = reinterpret_cast<const int*>(a) + k * kTall;
        for (int i = 0; i < kTall; i++) {
          const auto pair = (__m512bh)_mm512_set1_epi32(rows[i]);
          sum[i][0] = _mm512_dpbf16_ps(sum[i][0], pair, left);
          sum[i][1] = _mm512_dpbf16_ps(sum[i][1], pair, right);
        }
      }
    for (int i = 0; i < kTall; i++)
      for (int j = 0; j < 2; j++) _mm512_storeu_ps(c + i * ldc + 16 * j, sum[i][j]);
  }
};
#endif
