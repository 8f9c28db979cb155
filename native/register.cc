// Registers this folder's ops with TensorFlow when the addon is loaded; lib/model/lstm-compiled.ts calls them.
#include <cstdio>

#include "register.h"

#include "gemm.h"
#include "tensorflow/c/ops.h"

namespace {

void* readAttributes(TF_OpKernelConstruction* construction) {
  TF_Status* status = TF_NewStatus();
  auto flag = [&](const char* name) {
    TF_Bool value = 0;
    if (TF_OpKernelConstruction_HasAttr(construction, name, status))
      TF_OpKernelConstruction_GetAttrBool(construction, name, &value, status);
    return value != 0;
  };
  auto* attributes = new Attributes();
  if (flag("mixed_precision")) attributes->precision = Precision::bfloat16;
  if (flag("bfloat16_weights")) attributes->weights = Precision::bfloat16;
  attributes->transposeA = flag("transpose_a");
  attributes->transposeB = flag("transpose_b");
  TF_DeleteStatus(status);
  return attributes;
}
void dropAttributes(void* attributes) { delete static_cast<Attributes*>(attributes); }

/** Input 0: notes [T, B] or vectors [T, B, I]; input 1: the kernel [I, 4U]. */
LstmShape shapeOf(const KernelContext& k) {
  const int64_t gates = k.dimension(1, 1);
  require(gates > 0 && gates % 128 == 0, "the number of units must be a multiple of 32");
  require(k.dimension(0, 0) > 0 && k.dimension(0, 1) > 0, "the window is empty");
  return {int(k.dimension(0, 0)), int(k.dimension(0, 1)), int(k.dimension(1, 0)), int(gates / 4)};
}
LstmInput inputOf(const KernelContext& k, const LstmShape& s) {
  if (k.type(0) == TF_INT32) return {k.values<int>(0, {s.timesteps, s.batch}), nullptr};
  return {nullptr, k.values(0, {s.timesteps, s.batch, s.inputs})};
}

void lstmWindow(void* attributes, TF_OpKernelContext* context) {
  KernelContext::run(context, [&](KernelContext& k) {
    const LstmShape s = shapeOf(k);
    const int64_t T = s.timesteps, B = s.batch, I = s.inputs, U = s.units;
    LstmForward p{s,
                  inputOf(k, s),
                  k.values(1, {I, 4 * U}),
                  k.values(2, {U, 4 * U}),
                  k.values(3, {4 * U}),
                  k.valuesOrZeros(4, {B, U}),
                  k.valuesOrZeros(5, {B, U}),
                  k.output(0, {T + 1, B, U}),
                  k.output(1, {T + 1, B, U}),
                  k.output(2, {T, B, 4 * U})};
    lstmForward(p, static_cast<Attributes*>(attributes)->precision);
  });
}

void lstmWindowGradient(void* attributes, TF_OpKernelContext* context) {
  KernelContext::run(context, [&](KernelContext& k) {
    const LstmShape s = shapeOf(k);
    const int64_t T = s.timesteps, B = s.batch, I = s.inputs, U = s.units;
    const LstmInput input = inputOf(k, s);
    LstmBackward p{s,
                   input,
                   k.values(1, {I, 4 * U}),
                   k.values(2, {U, 4 * U}),
                   k.values(3, {T + 1, B, U}),
                   k.values(4, {T + 1, B, U}),
                   k.values(5, {T, B, 4 * U}),
                   k.valuesOrZeros(6, {T, B, U}),
                   k.valuesOrZeros(7, {B, U}),
                   k.valuesOrZeros(8, {B, U}),
                   input.x ? k.output(0, {T, B, I}) : k.output(0, {0}),
                   k.output(1, {I, 4 * U}),
                   k.output(2, {U, 4 * U}),
                   k.output(3, {4 * U}),
                   k.output(4, {B, U}),
                   k.output(5, {B, U})};
    lstmBackward(p, static_cast<Attributes*>(attributes)->precision);
  });
}

/** a · b, either of them transposed first. */
void productOp(void* given, TF_OpKernelContext* context) {
  KernelContext::run(context, [&](KernelContext& k) {
    const auto& attributes = *static_cast<Attributes*>(given);
    const int64_t a0 = k.dimension(0, 0), a1 = k.dimension(0, 1), b0 = k.dimension(1, 0), b1 = k.dimension(1, 1);
    const int64_t rows = attributes.transposeA ? a1 : a0, inner = attributes.transposeA ? a0 : a1;
    const int64_t columns = attributes.transposeB ? b0 : b1;
    require(inner == (attributes.transposeB ? b1 : b0), "the matrices' inner dimensions differ");
    require(rows > 0 && columns > 0 && inner > 0, "a matrix is empty");
    Gemm g{int(rows),
           int(columns),
           int(inner),
           {k.values(0, {a0, a1}), size_t(a1), attributes.transposeA},
           {k.values(1, {b0, b1}), size_t(b1), attributes.transposeB},
           k.output(0, {rows, columns}),
           size_t(columns)};
    product(g, attributes.precision);
  });
}

const bool registered = [] {
  const char* kMixed = "mixed_precision: bool = false";
  const char* kInput = "Tx: {int32, float}";
  addOp({"LstmWindow",
         {kInput, kMixed},
         {"x: Tx", "kernel: float", "recurrent: float", "bias: float", "h0: float", "c0: float"},
         {"h: float", "c: float", "gates: float"},
         &lstmWindow});
  addOp({"LstmWindowGradient",
         {kInput, kMixed},
         {"x: Tx", "kernel: float", "recurrent: float", "h: float", "c: float", "gates: float", "dh: float", "dh_last: float",
          "dc_last: float"},
         {"dx: float", "dkernel: float", "drecurrent: float", "dbias: float", "dh0: float", "dc0: float"},
         &lstmWindowGradient});
  addOp({"Product",
         {kMixed, "transpose_a: bool = false", "transpose_b: bool = false"},
         {"a: float", "b: float"},
         {"product: float"},
         &productOp});
  return true;
}();

}  // namespace

void addOp(const Op& op) {
  TF_Status* status = TF_NewStatus();
  TF_OpDefinitionBuilder* definition = TF_NewOpDefinitionBuilder(op.name);
  for (const char* attribute : op.attributes) TF_OpDefinitionBuilderAddAttr(definition, attribute);
  for (const char* input : op.inputs) TF_OpDefinitionBuilderAddInput(definition, input);
  for (const char* output : op.outputs) TF_OpDefinitionBuilderAddOutput(definition, output);
  TF_OpDefinitionBuilderSetShapeInferenceFunction(definition, &TF_ShapeInferenceContextSetUnknownShape);
  TF_RegisterOpDefinition(definition, status);
  if (TF_GetCode(status) == TF_OK)
    TF_RegisterKernelBuilder(op.name, TF_NewKernelBuilder(op.name, "CPU", &readAttributes, op.compute, &dropAttributes), status);
  if (TF_GetCode(status) != TF_OK) std::fprintf(stderr, "%s could not be registered: %s\n", op.name, TF_Message(status));
  TF_DeleteStatus(status);
}
