// The product of two large matrices by the whole team.
#pragma once
#include <algorithm>
#include <vector>

#include "lstm.h"
#include "product.h"
#include "scratch.h"
#include "team.h"

/** c[rows × columns] (leading dimension ldc) = a · b, plus `bias` in each row where given, plus c where add. */
struct Gemm {
  int rows, columns, inner;
  Matrix a, b;
  float* c;
  size_t ldc;
  const float* bias = nullptr;
  bool add = false;
  const Gemm* also = nullptr;  // another product with the same b, columns and inner: b is packed once for both
};

/** The product on the calling thread and the team's, with the kernel that this machine has for the precision. */
void product(const Gemm& g, Precision precision);

inline int roundUp(int n, int to) { return (n + to - 1) / to * to; }

template <class Product>
class GemmPlan {
  static constexpr int kSteps = 34, kColumns = 1024, kRows = 128;  // one block: at most 1088 inner, 1024 columns, 128 rows

 public:
  static size_t scratchBytes(int team) {
    return Scratch::rounded(size_t(kColumns / 32) * kSteps * Product::kStepBytes) +
           team * Scratch::rounded(size_t(kRows / 32) * kSteps * Product::kStepBytes);
  }
  GemmPlan(Scratch& scratch, int team) : team_(team), b_(scratch.take<char>(size_t(kColumns / 32) * kSteps * Product::kStepBytes)) {
    for (int i = 0; i < team; i++) a_.push_back(scratch.take<char>(size_t(kRows / 32) * kSteps * Product::kStepBytes));
  }

  /** Called by all members of a run, within a Product::Session. */
  void run(Team::Member& member, const Gemm& g) {
    for (int column = 0; column < g.columns; column += kColumns) {
      const int columnPanels = roundUp(std::min(kColumns, g.columns - column), 32) / 32;
      const int allSteps = roundUp(g.inner, 32) / 32, parts = (allSteps + kSteps - 1) / kSteps;
      for (int part = 0; part < parts; part++) {  // of equal size: c is read and written once for each
        const Share range(allSteps, part, parts);
        const int inner = range.begin * 32, steps = range.size();
        const size_t panelBytes = steps * Product::kStepBytes;
        member.each(columnPanels,
                    [&](int p) { Product::packB(b_ + p * panelBytes, g.b, inner, g.inner, column + p * 32, g.columns, steps); });
        const int blocks = countBlocks(g), all = blocks + (g.also ? countBlocks(*g.also) : 0), tasks = std::min(all, Team::kMostTasks);
        member.each(tasks, [&](int task) {
          const Share mine(all, task, tasks);
          for (int i = mine.begin; i < mine.end; i++)
            rows(i < blocks ? g : *g.also, i < blocks ? i : i - blocks, a_[member.index], column, columnPanels, inner, steps);
        });
      }
    }
  }

 private:
  /** Enough blocks of rows for all threads, of at most kRows. */
  int rowsPerBlock(const Gemm& g) const { return std::clamp(roundUp(g.rows / (2 * team_), 32), 32, kRows); }
  int countBlocks(const Gemm& g) const { return (g.rows + rowsPerBlock(g) - 1) / rowsPerBlock(g); }

  /** One block of rows times the block of b that is packed. */
  void rows(const Gemm& g, int index, char* a, int column, int columnPanels, int inner, int steps) {
    const size_t panelBytes = steps * Product::kStepBytes;
    const int row = index * rowsPerBlock(g), panels = roundUp(std::min(rowsPerBlock(g), g.rows - row), 32) / 32;
    for (int r = 0; r < panels; r++) Product::packA(a + r * panelBytes, g.a, row + r * 32, g.rows, inner, g.inner, steps);
    for (int p = 0; p < columnPanels; p++)
      for (int r = 0; r < panels; r++) {
        // b's panels pass through the caches once for each block of rows: the next comes while this one is in use.
        const Fetch next = fetchShare(b_ + (p + 1 < columnPanels ? p + 1 : 0) * panelBytes, panelBytes, steps, r, panels);
        block(g, row + r * 32, column + p * 32, inner == 0, a + r * panelBytes, b_ + p * panelBytes, steps, next);
      }
  }

  static void block(const Gemm& g, int row, int column, bool first, const char* a, const char* b, int steps, Fetch next) {
    const int rows = std::min(32, g.rows - row), columns = std::min(32, g.columns - column);
    const bool add = g.add || !first;
    const float* bias = first ? g.bias : nullptr;
    float* c = g.c + row * g.ldc + column;
    // The block's sum is made nearby; its rows of c, far apart in memory, come meanwhile.
    for (int i = 0; i < rows; i++)
      for (int j = 0; j < columns; j += 16) __builtin_prefetch(c + i * g.ldc + j, 1);
    alignas(64) float part[32 * 32];
    Product::multiply(a, b, steps, part, 32, false, next);
    for (int i = 0; i < rows; i++) {
      float* to = c + i * g.ldc;
      const float* from = part + 32 * i;
      if (columns == 32) combine(to, from, 32, add, bias ? bias + column : nullptr);
      else combine(to, from, columns, add, bias ? bias + column : nullptr);
    }
  }
  static inline void combine(float* to, const float* from, int count, bool add, const float* bias) {
    if (add)
      for (int j = 0; j < count; j++) to[j] += from[j];
    else if (bias)
      for (int j = 0; j < count; j++) to[j] = from[j] + bias[j];
    else
      for (int j = 0; j < count; j++) to[j] = from[j];
    if (add && bias)
      for (int j = 0; j < count; j++) to[j] += bias[j];
  }
  const int team_;
  char* b_;
  std::vector<char*> a_;
};
