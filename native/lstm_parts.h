// What the forward and the backward pass share: states as packed factors, and the choice of the product.
#pragma once
#include <cstdlib>
#include <cstring>

#include "activation.h"
#include "gemm.h"
#include "lstm.h"
#include "product_few.h"

/** A [B, columns] factor packed for multiply: panels of 32 rows; within one, steps of 32 columns. */
template <class Product>
struct PackedRows {
  char* data;
  int steps, panels;
  static size_t bytes(int batch, int columns) { return size_t(roundUp(batch, 32) / 32) * (columns / 32) * Product::kRowsBytes; }
  PackedRows(Scratch& scratch, int batch, int columns)
      : data(scratch.take<char>(bytes(batch, columns))), steps(columns / 32), panels(roundUp(batch, 32) / 32) {}
  char* at(int panel, int step) const { return data + (size_t(panel) * steps + step) * Product::kRowsBytes; }
  /** Packs columns [32 * step, + 32) of m [B, columns] for all rows. */
  void pack(const Matrix& m, int batch, int step) const {
    for (int p = 0; p < panels; p++) Product::packA(at(p, step), m, 32 * p, batch, 32 * step, 32 * steps, 1);
  }
};

/**
 * How a layer's units are divided: in neighbouring blocks of `width`, a multiple of 32. A block is one task at each
 * timestep, with all its gates and states. Wide blocks read memory in long pieces; each thread should have two.
 */
struct UnitBlocks {
  const int units, width, count;
  UnitBlocks(int units, int team)
      : units(units), width(std::clamp(roundUp(units / (2 * team), 32), 32, 256)), count((units + width - 1) / width) {}
  Share operator[](int block) const { return {block * width, std::min(units, (block + 1) * width)}; }
};

/**
 * Calls work with the Product that this machine has for the precision: work(AmxProduct<3>()) …
 * The environment variable LSTM_PRODUCT=vector leaves AMX unused, for tests and comparisons.
 */
template <class Work>
void withProduct(Precision precision, Work work) {
#ifdef HAS_AMX
  const char* wanted = std::getenv("LSTM_PRODUCT");
  if (amxAllowed() && !(wanted && std::strcmp(wanted, "vector") == 0)) {
    if (precision == Precision::bfloat16) return work(AmxProduct<1>());
    return work(AmxProduct<3>());
  }
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
