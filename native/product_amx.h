// Products of 32 × 32 blocks on the matrix unit of newer Intel CPUs (AMX), whose factors are bfloat16 and sums float32.
#pragma once
#include "product.h"
#include "vectors.h"

#if defined(__AMX_BF16__) && defined(__AMX_TILE__) && defined(__AVX512BF16__) && defined(__AVX512VL__) && defined(__linux__)
#define HAS_AMX 1
#include <immintrin.h>
#include <sys/syscall.h>
#include <unistd.h>

/** Whether this CPU and kernel let the process use AMX (asked once). */
inline bool amxAllowed() {
  static const bool allowed =
      __builtin_cpu_supports("amx-bf16") && syscall(SYS_arch_prctl, 0x1023 /*ARCH_REQ_XCOMP_PERM*/, 18 /*XTILEDATA*/) == 0;
  return allowed;
}

/**
 * Parts = 1: factors rounded to bfloat16 (mixed precision).
 * Parts = 3: float32. A float32 has 24 significant bits, a bfloat16 8, so x = x1 + x2 + x3 exactly, and
 *   x·y = x1y1 + x1y2 + x2y1 + x2y2 + x1y3 + x3y1 + (terms below 2^-26 of x·y, left out: float32 rounds at 2^-24).
 *   Six bfloat16 products on this unit take less time than one float32 product on the vector unit.
 */
template <int Parts>
struct AmxProduct {
  static constexpr size_t kTile = 1024;  // 16 rows of 64 bytes
  static constexpr size_t kStepBytes = Parts * 2 * kTile, kRowsBytes = kStepBytes;
  static constexpr size_t kFetches = Parts == 1 ? 8 : 24;  // in a step. Two lines apart, the CPU brings the one between as well.

  /** Shapes the tiles on this thread; gives back what was there (oneDNN uses them too). */
  struct Session {
    typedef unsigned char Shape[64];
    // Not the compiler's _tile_loadconfig and _tile_storeconfig: GCC 12 takes them to touch 8 bytes, and leaves out the
    // writing of the others.
    static void use(const Shape& shape) { asm volatile("ldtilecfg %0" : : "m"(shape)); }
    static void keep(Shape& shape) { asm volatile("sttilecfg %0" : "=m"(shape)); }
    alignas(64) Shape before;
    Session() {
      alignas(64) Shape shape = {};
      shape[0] = 1;                                        // palette
      for (int i = 0; i < 8; i++) shape[16 + 2 * i] = 64;  // bytes per row
      for (int i = 0; i < 8; i++) shape[48 + i] = 16;      // rows
      keep(before);
      use(shape);
    }
    ~Session() {
      if (before[0]) use(before);
      else _tile_release();
    }
  };

  /** 32 floats as Parts rows of 32 bfloat16. */
  static void split(__m512 low, __m512 high, __m512i out[Parts]) {
    for (int p = 0; p < Parts; p++) {
      const __m512i part = (__m512i)_mm512_cvtne2ps_pbh(high, low);
      out[p] = part;
      if (p + 1 == Parts) break;
      const __m512i left = _mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm512_castsi512_si256(part)), 16);
      const __m512i right = _mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm512_extracti64x4_epi64(part, 1)), 16);
      low = _mm512_sub_ps(low, _mm512_castsi512_ps(left));
      high = _mm512_sub_ps(high, _mm512_castsi512_ps(right));
    }
  }

  /**
   * Tiles, a part each, 2 * kTile apart, whose row i holds 32 neighbours in memory of line i: from data[i * ld],
   * `lines` × `length` of them exist.
   */
  static void lines(char* to, const float* data, size_t ld, int lines, int length) {
    const __mmask16 low = firstLanes(length), high = firstLanes(length - 16);
    for (int i = 0; i < 16; i++) {
      __m512i row[Parts] = {};
      __builtin_prefetch(data + i * ld + 64);  // the step after the next: so many streams at once, the CPU does not follow by itself
      __builtin_prefetch(data + i * ld + 80);
      if (i < lines) split(_mm512_maskz_loadu_ps(low, data + i * ld), _mm512_maskz_loadu_ps(high, data + i * ld + 16), row);
      for (int p = 0; p < Parts; p++) _mm512_store_si512(to + 2 * p * kTile + 64 * i, row[p]);
    }
  }

  /** The same, whose row i holds 16 pairs (line 2i, line 2i + 1) of neighbours in memory. */
  static void pairs(char* to, const float* data, size_t ld, int lines, int length) {
    // Words of the even line's 16 bfloat16 and the odd line's, interleaved.
    static const auto kInterleave = [] {
      alignas(64) short order[32];
      for (int j = 0; j < 32; j++) order[j] = short(j / 2 + 16 * (j % 2));
      return _mm512_load_si512(order);
    }();
    const __mmask16 mask = firstLanes(length);
    for (int i = 0; i < 16; i++) {
      __m512 even = _mm512_setzero_ps(), odd = even;
      __builtin_prefetch(data + (2 * i + 32) * ld);  // the next step
      __builtin_prefetch(data + (2 * i + 33) * ld);
      if (2 * i < lines) even = _mm512_maskz_loadu_ps(mask, data + 2 * i * ld);
      if (2 * i + 1 < lines) odd = _mm512_maskz_loadu_ps(mask, data + (2 * i + 1) * ld);
      __m512i row[Parts];
      split(even, odd, row);
      for (int p = 0; p < Parts; p++) _mm512_store_si512(to + 2 * p * kTile + 64 * i, _mm512_permutexvar_epi16(kInterleave, row[p]));
    }
  }

  /** Transposes a tile as 16 × 16 words of 32 bits. */
  static void transpose(char* tile) {
    __m512i r[16], t[16];
    for (int i = 0; i < 16; i++) r[i] = _mm512_load_si512(tile + 64 * i);
    for (int i = 0; i < 16; i += 2) {
      t[i] = _mm512_unpacklo_epi32(r[i], r[i + 1]);
      t[i + 1] = _mm512_unpackhi_epi32(r[i], r[i + 1]);
    }
    for (int i = 0; i < 16; i += 4)
      for (int j = 0; j < 2; j++) {
        r[i + 2 * j] = _mm512_unpacklo_epi64(t[i + j], t[i + j + 2]);
        r[i + 2 * j + 1] = _mm512_unpackhi_epi64(t[i + j], t[i + j + 2]);
      }
    for (int i = 0; i < 16; i += 8)
      for (int j = 0; j < 4; j++) {
        t[i + j] = _mm512_shuffle_i32x4(r[i + j], r[i + j + 4], 0x88);
        t[i + j + 4] = _mm512_shuffle_i32x4(r[i + j], r[i + j + 4], 0xdd);
      }
    for (int j = 0; j < 8; j++) {
      r[j] = _mm512_shuffle_i32x4(t[j], t[j + 8], 0x88);
      r[j + 8] = _mm512_shuffle_i32x4(t[j], t[j + 8], 0xdd);
    }
    for (int i = 0; i < 16; i++) _mm512_store_si512(tile + 64 * i, r[i]);
  }

  /** One step's 16 rows (of A) or columns (of B), the `index`th 16 of 32, in all parts. */
  static void packTiles(char* to, int index, const float* data, size_t ld, bool inA, bool innerInMemory, int count, int inners) {
    to += index * kTile;
    if (innerInMemory) lines(to, data, ld, count, inners);
    else pairs(to, data, ld, inners, count);
    if (inA != innerInMemory)  // A wants lines as its rows, B pairs
      for (int p = 0; p < Parts; p++) transpose(to + 2 * p * kTile);
  }

  static void packA(char* to, const Matrix& a, int row, int rows, int inner, int inners, int steps) {
    for (int s = 0; s < steps; s++, to += kStepBytes, inner += 32)
      for (int m = 0; m < 2; m++)
        packTiles(to, m, &a.at(row + 16 * m, inner), a.ld, true, !a.transposed, rows - row - 16 * m, inners - inner);
  }
  static void packB(char* to, const Matrix& b, int inner, int inners, int column, int columns, int steps) {
    for (int s = 0; s < steps; s++, to += kStepBytes, inner += 32)
      for (int n = 0; n < 2; n++)
        packTiles(to, n, &b.at(inner, column + 16 * n), b.ld, false, b.transposed, columns - column - 16 * n, inners - inner);
  }

  static void multiply(const char* a, const char* b, int steps, float* c, size_t ldc, bool add, Fetch next = {}) {
    asm volatile("" ::: "memory");  // the tile loads' asm does not say that it reads memory
    const size_t stride = ldc * sizeof(float);
    if (add) {
      _tile_loadd(0, c, stride);
      _tile_loadd(1, c + 16, stride);
      _tile_loadd(2, c + 16 * ldc, stride);
      _tile_loadd(3, c + 16 * ldc + 16, stride);
    } else {
      _tile_zero(0);
      _tile_zero(1);
      _tile_zero(2);
      _tile_zero(3);
    }
    // A line of `next` is asked for beside each product: in bursts they would keep the tiles' own loads waiting.
    const char* coming = next.from ? next.from : a;
    const size_t pace = next.bytesPerStep / kFetches;
#define FETCH                       \
  __builtin_prefetch(coming, 0, 2); \
  coming += pace
#define LOAD_A(part)                          \
  _tile_loadd(4, a + (2 * part) * kTile, 64); \
  _tile_loadd(5, a + (2 * part + 1) * kTile, 64)
#define LOAD_B(part)                          \
  _tile_loadd(6, b + (2 * part) * kTile, 64); \
  _tile_loadd(7, b + (2 * part + 1) * kTile, 64)
#define MULTIPLY           \
  _tile_dpbf16ps(0, 4, 6); \
  FETCH;                   \
  _tile_dpbf16ps(1, 4, 7); \
  FETCH;                   \
  _tile_dpbf16ps(2, 5, 6); \
  FETCH;                   \
  _tile_dpbf16ps(3, 5, 7); \
  FETCH
    for (int s = 0; s < steps; s++, a += kStepBytes, b += kStepBytes) {
      if (Parts == 1) {
        LOAD_A(0);
        LOAD_B(0);
        MULTIPLY;
        FETCH;
        FETCH;
        FETCH;
        FETCH;
      } else {  // small terms first; one factor changes at a time
        LOAD_A(2);
        LOAD_B(0);
        MULTIPLY;
        LOAD_A(1);
        MULTIPLY;
        LOAD_B(1);
        MULTIPLY;
        LOAD_A(0);
        MULTIPLY;
        LOAD_B(2);
        MULTIPLY;
        LOAD_B(0);
        MULTIPLY;
      }
    }
#undef FETCH
#undef LOAD_A
#undef LOAD_B
#undef MULTIPLY
    _tile_stored(0, c, stride);
    _tile_stored(1, c + 16, stride);
    _tile_stored(2, c + 16 * ldc, stride);
    _tile_stored(3, c + 16 * ldc + 16, stride);
    asm volatile("" ::: "memory");
  }
};
#endif
