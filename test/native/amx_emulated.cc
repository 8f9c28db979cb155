// The AMX product on a CPU without AMX: its packing and order of products, with the tiles' instructions written out here.
#include "check.h"

#if defined(__AVX512BF16__) && defined(__AVX512VL__) && defined(__linux__) && !defined(__AMX_TILE__)
#include <immintrin.h>

#include <cstring>

namespace {

/** The eight tiles as the products shape them: 16 rows of 64 bytes. */
alignas(64) char tiles[8][16][64];

void load(int tile, const void* from, size_t stride) {
  for (int i = 0; i < 16; i++) std::memcpy(tiles[tile][i], static_cast<const char*>(from) + i * stride, 64);
}
void store(int tile, void* to, size_t stride) {
  for (int i = 0; i < 16; i++) std::memcpy(static_cast<char*>(to) + i * stride, tiles[tile][i], 64);
}
float wide(uint16_t half) {
  const uint32_t bits = uint32_t(half) << 16;
  float x;
  std::memcpy(&x, &bits, 4);
  return x;
}
/** sum[m][n] += a[m][2k] · b[k][2n] + a[m][2k + 1] · b[k][2n + 1], as Intel's manual has it (TDPBF16PS). */
void multiplyPairs(int sum, int a, int b) {
  float sums[16][16];
  uint16_t left[16][32], right[16][32];
  std::memcpy(sums, tiles[sum], sizeof sums);
  std::memcpy(left, tiles[a], sizeof left);
  std::memcpy(right, tiles[b], sizeof right);
  for (int m = 0; m < 16; m++)
    for (int k = 0; k < 16; k++)
      for (int n = 0; n < 16; n++)
        for (int half = 0; half < 2; half++) sums[m][n] += wide(left[m][2 * k + half]) * wide(right[k][2 * n + half]);
  std::memcpy(tiles[sum], sums, sizeof sums);
}

}  // namespace

#undef _tile_loadd
#undef _tile_stored
#undef _tile_zero
#undef _tile_dpbf16ps
#undef _tile_release
#define _tile_loadd(tile, from, stride) load(tile, from, stride)
#define _tile_stored(tile, to, stride) store(tile, to, stride)
#define _tile_zero(tile) std::memset(tiles[tile], 0, sizeof tiles[tile])
#define _tile_dpbf16ps(sum, a, b) multiplyPairs(sum, a, b)
#define _tile_release() (void)0
#define __AMX_TILE__ 1
#define __AMX_BF16__ 1
#include "check_product.h"
#include "product_amx.h"

namespace {
template <int Parts>
struct Emulated : AmxProduct<Parts> {
  struct Session {};  // there are no tiles to shape
};
}  // namespace

void checkEmulatedAmx(Count& count) {
  checkProduct<Emulated<3>>(count, "AMX product, emulated", 32, false, false);
  checkProduct<Emulated<1>>(count, "AMX product of bfloat16, emulated", 32, true, true);
}
#else
void checkEmulatedAmx(Count&) {}
#endif
