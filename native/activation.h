// sigmoid and tanh on a vector of floats, to about one unit in the seventh digit.
#pragma once
#ifdef __AVX512F__
#include <immintrin.h>
#endif

#include "vectors.h"

/** e^x; x is kept within ±87, where float32 has a normal result. */
inline Floats exponential(Floats x) {
  x = choose((Ints)(x > 87.f), all(87.f), choose((Ints)(x < -87.f), all(-87.f), x));
  // x = n ln 2 + r, |r| <= ln 2 / 2; adding 1.5·2^23 rounds to the nearest whole number, found in the low bits.
  const Floats shifted = x * 1.44269504f + 12582912.f;
  const Floats n = shifted - 12582912.f;
  const Floats r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
  Floats p = r * 1.9875691500e-4f + 1.3981999507e-3f;  // minimax polynomial of Cephes' expf
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.f;
  return (Floats)((Ints)p + ((Ints)shifted << 23));
}

/** 1 / x for normal x, to the last digit or the one beside it. */
inline Floats inverse(Floats x) {
#ifdef __AVX512F__
  const Floats guess = (Floats)_mm512_rcp14_ps((__m512)x);  // good to 14 bits; one step of Newton's method doubles them
  return guess + guess * (1.f - x * guess);
#else
  return 1.f / x;
#endif
}

inline Floats sigmoid(Floats x) { return inverse(1.f + exponential(-x)); }

/** Near 0, 1 - 2 / (e^2x + 1) would lose its digits: there an odd polynomial (Cephes' tanhf). */
inline Floats tangent(Floats x) {
  const Floats z = x * x;
  Floats p = z * -5.70498872745e-3f + 2.06390887954e-2f;
  p = p * z - 5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z - 3.33332819422e-1f;
  const Floats near = p * z * x + x;
  const Floats far = 1.f - 2.f * inverse(exponential(x + x) + 1.f);
  return choose((Ints)(z < 0.390625f), near, far);
}
