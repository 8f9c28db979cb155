// Vectors of floats as wide as the registers of the CPU compiled for, by an extension that g++ and clang share.
#pragma once
#include <cstdint>
#if defined(__AVX512F__)
#include <immintrin.h>
#endif

// Wider ones than the CPU's would be taken apart: GCC 12 then keeps them in memory, 100 times slower.
#if defined(__AVX512F__)
constexpr int kLanes = 16;
#elif defined(__AVX2__) && defined(__FMA__)
constexpr int kLanes = 8;
#else  // SSE2, NEON
constexpr int kLanes = 4;
#endif

typedef float Floats __attribute__((vector_size(4 * kLanes)));
typedef int32_t Ints __attribute__((vector_size(4 * kLanes)));
typedef float FloatsInMemory __attribute__((vector_size(4 * kLanes), aligned(4), may_alias));

inline Floats load(const float* from) { return *reinterpret_cast<const FloatsInMemory*>(from); }
inline void store(float* to, Floats x) { *reinterpret_cast<FloatsInMemory*>(to) = x; }
inline Floats all(float x) { return Floats{} + x; }
#if defined(__AVX512F__)
/** The first `count` of 16 lanes. */
inline __mmask16 firstLanes(int count) { return count >= 16 ? 0xffff : count <= 0 ? 0 : __mmask16((1u << count) - 1); }
#endif
/** mask (all bits or none) ? a : b; NaNs pass unchanged. */
inline Floats choose(Ints mask, Floats a, Floats b) { return (Floats)((mask & (Ints)a) | (~mask & (Ints)b)); }
