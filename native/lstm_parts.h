// What the forward and the backward pass share: states as packed factors, and the division of the work.
#pragma once
#include "activation.h"
#include "gemm.h"
#include "lstm.h"
#include "product_choice.h"

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
