// Sums of a vector over all processes, one after the other on a thread of their own: JavaScript goes on meanwhile.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "peer_watch.h"

namespace collectives {
/** TensorFlow's op by its name; throws its message. Never on a gradient tape. */
class Operation {
 public:
  Operation(TFE_Context* context, const std::string& device, const char* name) : op_(TFE_NewOp(context, name, s_.status)) {
    if (s_.good()) TFE_OpSetDevice(op_, device.c_str(), s_.status);
    check();
  }
  ~Operation() { TFE_DeleteOp(op_); }
  TFE_Op* operator*() { return op_; }
  Operation& input(TFE_TensorHandle* handle) {
    TFE_OpAddInput(op_, handle, s_.status);
    check();
    return *this;
  }
  Operation& type(const char* name, TF_DataType type) {
    TFE_OpSetAttrType(op_, name, type);
    return *this;
  }
  Operation& text(const char* name, const std::string& value) {
    TFE_OpSetAttrString(op_, name, value.data(), value.size());
    return *this;
  }
  /** @returns its one output, the caller's to delete */
  TFE_TensorHandle* run() {
    TFE_TensorHandle* output = nullptr;
    int outputs = 1;
    TFE_Execute(op_, &output, &outputs, s_.status);
    check();
    return output;
  }

 private:
  void check() {
    if (!s_.good()) throw std::string(TF_Message(s_.status));
  }
  Status s_;
  TFE_Op* op_;
};

/** Deletes a tensor's handle at the end of its scope. */
struct Held {
  TFE_TensorHandle* handle;
  ~Held() {
    if (handle != nullptr) TFE_DeleteTensorHandle(handle);
  }
};

inline TFE_TensorHandle* int32Scalar(int32_t value) {
  Status s;
  TF_Tensor* tensor = TF_AllocateTensor(TF_INT32, nullptr, 0, sizeof value);
  *static_cast<int32_t*>(TF_TensorData(tensor)) = value;
  TFE_TensorHandle* handle = TFE_NewTensorHandle(tensor, s.status);
  TF_DeleteTensor(tensor);
  return handle;
}

/** One sum: what is asked, and what has come of it. */
struct AllReduce {
  TFE_Context* context;
  std::string device;
  /** float32 [n]; deleted with this. */
  Held own;
  int32_t ranks, instance;
  /** In which it travels and is added: float32 or bfloat16. */
  TF_DataType type;
  /** It may take so long; 0: for ever. */
  int64_t milliseconds;
  /** float32 [n], whoever takes it deletes it; null where there is an error. */
  TFE_TensorHandle* sum = nullptr;
  std::string error;

  void run() {
    // A limit that TensorFlow is given keeps a thread asleep until it is over, long after the sum: thousands, in a fast training.
    const bool watched = watch().allow(milliseconds);
    try {
      Held coarse{type == TF_FLOAT ? nullptr : cast(own.handle, TF_FLOAT, type)};
      Held size{int32Scalar(ranks)}, group{int32Scalar(1)}, key{int32Scalar(instance)};
      Operation op(context, device, "CollectiveReduceV2");
      op.input(coarse.handle == nullptr ? own.handle : coarse.handle).input(size.handle).input(group.handle).input(key.handle);
      op.type("T", type).text("merge_op", "Add").text("final_op", "Id").text("communication_hint", "RING");
      TFE_OpSetAttrInt(*op, "Nordering_token", 0);
      TFE_OpSetAttrFloat(*op, "timeout_seconds", watched ? 0 : float(milliseconds) / 1000);
      TFE_OpSetAttrBool(*op, "is_stateless", false);
      TFE_OpSetAttrInt(*op, "max_subdivs_per_device", -1);
      sum = op.run();
      if (type != TF_FLOAT) {
        Held found{sum};
        sum = nullptr;
        sum = cast(found.handle, type, TF_FLOAT);
      }
    } catch (const std::string& message) {
      error = message;
    }
    watch().allow(0);
  }

 private:
  TFE_TensorHandle* cast(TFE_TensorHandle* handle, TF_DataType from, TF_DataType to) {
    Operation op(context, device, "Cast");
    op.input(handle).type("SrcT", from).type("DstT", to);
    TFE_OpSetAttrBool(*op, "Truncate", false);
    return op.run();
  }
};

/** The thread, and the sums that wait for it: every process makes them in the order in which it was asked. */
class AllReduceQueue {
 public:
  /** @param done called on that thread when the sum is there, or the error */
  void add(AllReduce* sum, std::function<void(AllReduce*)> done) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (!thread_.joinable()) thread_ = std::thread([this] { work(); });
    waiting_.push_back({sum, done});
    called_.notify_one();
  }

 private:
  struct Task {
    AllReduce* sum;
    std::function<void(AllReduce*)> done;
  };
  void work() {
    for (;;) {
      std::unique_lock<std::mutex> lock(mutex_);
      called_.wait(lock, [this] { return !waiting_.empty(); });
      const Task task = waiting_.front();
      waiting_.pop_front();
      lock.unlock();
      task.sum->run();
      task.done(task.sum);
    }
  }
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable called_;
  std::deque<Task> waiting_;
};

/** Never destroyed: at the process's end its thread may be waiting, for others or for work. */
inline AllReduceQueue& allReduces() {
  static AllReduceQueue* const only = new AllReduceQueue();
  return *only;
}
}  // namespace collectives
