// TensorFlow's C interface to an op at work, without its manual bookkeeping.
#pragma once
#ifdef __linux__
#include <sys/mman.h>
#endif

#include <cstdint>
#include <initializer_list>
#include <new>
#include <string>
#include <type_traits>
#include <vector>

#include "tensorflow/c/kernels.h"
#include "tensorflow/c/tf_status.h"
#include "tensorflow/c/tf_tensor.h"

/** What an op refuses its inputs with; the message reaches JavaScript. */
struct Refusal {
  std::string message;
};
inline void require(bool condition, const char* message) {
  if (!condition) throw Refusal{message};
}

/** An op's inputs and outputs during one call. */
class KernelContext {
 public:
  explicit KernelContext(TF_OpKernelContext* context) : context_(context), status_(TF_NewStatus()) {
    for (int i = 0; i < TF_NumInputs(context); i++) {
      TF_Tensor* tensor = nullptr;
      TF_GetInput(context, i, &tensor, status_);
      held_.push_back(tensor);
    }
    inputs_ = held_;
  }
  ~KernelContext() {
    for (TF_Tensor* tensor : held_)
      if (tensor) TF_DeleteTensor(tensor);
    TF_DeleteStatus(status_);
  }
  KernelContext(const KernelContext&) = delete;

  int64_t dimension(int input, int axis) const {
    require(axis < TF_NumDims(inputs_[input]), "an input has too few dimensions");
    return TF_Dim(inputs_[input], axis);
  }
  int rank(int input) const { return TF_NumDims(inputs_[input]); }
  TF_DataType type(int input) const { return TF_TensorType(inputs_[input]); }

  /** The values of an input of exactly this shape. */
  template <class T = float>
  const T* values(int input, std::initializer_list<int64_t> shape) const {
    require(rank(input) == int(shape.size()), "an input has another number of dimensions than the others ask for");
    int axis = 0;
    for (int64_t size : shape) require(TF_Dim(inputs_[input], axis++) == size, "the inputs' shapes do not fit together");
    return static_cast<const T*>(TF_TensorData(inputs_[input]));
  }
  /** The same, or null where the input is empty: that stands for zeros. */
  const float* valuesOrZeros(int input, std::initializer_list<int64_t> shape) const {
    return TF_TensorElementCount(inputs_[input]) == 0 ? nullptr : values(input, shape);
  }
  /** Makes an output of floats or ints. */
  template <class T = float>
  T* output(int index, std::initializer_list<int64_t> shape) {
    static_assert(sizeof(T) == 4);
    size_t bytes = sizeof(T);
    for (int64_t size : shape) bytes *= size_t(size);
    const TF_DataType type = std::is_same<T, int>::value ? TF_INT32 : TF_FLOAT;
    TF_Tensor* tensor = TF_AllocateOutput(context_, index, type, shape.begin(), int(shape.size()), bytes, status_);
    if (!tensor) throw std::bad_alloc();
    held_.push_back(tensor);
    useLargePages(TF_TensorData(tensor), bytes);
    return static_cast<T*>(TF_TensorData(tensor));
  }

  /** Runs `work`; what it throws becomes the op's error. */
  template <class Work>
  static void run(TF_OpKernelContext* context, Work work) {
    std::string message;
    TF_Code code = TF_INVALID_ARGUMENT;
    try {
      KernelContext k(context);
      work(k);
      return;
    } catch (const Refusal& refusal) {
      message = refusal.message;
    } catch (const std::bad_alloc&) {
      message = "not enough memory";
      code = TF_RESOURCE_EXHAUSTED;
    }
    TF_Status* status = TF_NewStatus();
    TF_SetStatus(status, code, message.c_str());
    TF_OpKernelContext_Failure(context, status);
    TF_DeleteStatus(status);
  }

 private:
  /** Fresh memory comes page by page as it is written: for tens of megabytes, larger pages save thousands of interruptions. */
  static void useLargePages(void* data, size_t bytes) {
#ifdef __linux__
    constexpr uintptr_t kPage = uintptr_t(2) << 20;
    const uintptr_t first = (uintptr_t(data) + kPage - 1) / kPage * kPage, last = (uintptr_t(data) + bytes) / kPage * kPage;
    if (last > first) madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE);
#endif
  }

  TF_OpKernelContext* context_;
  TF_Status* status_;
  std::vector<TF_Tensor*> held_, inputs_;
};
