// Which product runs: of those compiled in, the fastest that this CPU and the wish of the user allow.
#pragma once
#include <cstdlib>
#include <cstring>

#include "lstm.h"
#include "product_amx.h"
#include "product_bfloat16.h"
#include "product_few.h"
#include "product_vector.h"

/**
 * Calls work with the Product that this machine has for the precision: work(AmxProduct<3>()) …
 * The environment variable LSTM_PRODUCT=vector leaves what multiplies bfloat16 unused, for tests and comparisons.
 */
template <class Work>
void withProduct(Precision precision, Work work) {
#if defined(HAS_AMX) || defined(HAS_BFLOAT16_PRODUCT)
  const char* wanted = std::getenv("LSTM_PRODUCT");
  const bool every = !(wanted && std::strcmp(wanted, "vector") == 0);
#endif
#ifdef HAS_AMX
  if (every && amxAllowed()) {
    if (precision == Precision::bfloat16) return work(AmxProduct<1>());
    return work(AmxProduct<3>());
  }
#endif
#ifdef HAS_BFLOAT16_PRODUCT
  if (every && precision == Precision::bfloat16) return work(Bfloat16Product());
#endif
  if (precision == Precision::bfloat16) return work(VectorProduct<true>());
  return work(VectorProduct<false>());
}

/** Calls work with a product for few rows where there are few and float32 is wanted, else with the one given. */
template <class Product, class Work>
void withFew(Product product, Precision precision, int rows, Work work) {
  if (precision == Precision::float32 && rows == 1) return work(FewProduct<1>());
  if (precision == Precision::float32 && rows <= 4) return work(FewProduct<4>());
  if (precision == Precision::float32 && rows <= 8) return work(FewProduct<8>());
  work(product);
}
