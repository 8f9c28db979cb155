// Making an op known to TensorFlow.
#pragma once
#include <vector>

#include "kernel_context.h"
#include "lstm.h"

/** An op's attributes, read once. */
struct Attributes {
  Precision precision = Precision::float32;
  bool transposeA = false, transposeB = false;
  Precision weights = Precision::float32;
};

struct Op {
  const char* name;
  std::vector<const char*> attributes, inputs, outputs;
  void (*compute)(void* attributes, TF_OpKernelContext*);
};

void addOp(const Op& op);
