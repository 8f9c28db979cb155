// TensorFlow's own distributed runtime, for Node: what lib/tensorflow/collectives.ts calls, added to the addon's exports.
// The front (setup/quiet-front.c) calls registerCollectives once tfjs-node's own start has made its backend.
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "binding/tfjs_backend.h"
#include "tensorflow/c/c_api_experimental.h"

namespace {
using tfnodejs::TFJSBackend;

// tfjs-node keeps TensorFlow's context and the name of the device to itself. An explicit instantiation may name private
// members (C++17, [temp.spec]/6), and so hands them out without a change of tfjs-node.
template <class Tag, typename Tag::Member member>
struct Opened {
  friend typename Tag::Member memberOf(Tag) { return member; }
};
struct Context {
  typedef TFE_Context* TFJSBackend::*Member;
  friend Member memberOf(Context);
};
struct Device {
  typedef std::string TFJSBackend::*Member;
  friend Member memberOf(Device);
};
template struct Opened<Context, &TFJSBackend::tfe_context_>;
template struct Opened<Device, &TFJSBackend::device_name>;

TFJSBackend* backendOf(napi_env env) {
  void* backend = nullptr;
  napi_get_instance_data(env, &backend);
  return static_cast<TFJSBackend*>(backend);
}

class Status {
 public:
  TF_Status* const status = TF_NewStatus();
  ~Status() { TF_DeleteStatus(status); }
  bool good() const { return TF_GetCode(status) == TF_OK; }
};

bool answers(TFE_Context* context, const std::string& task, int64_t milliseconds) {
  Status s;
  TFE_CollectiveOpsCheckPeerHealth(context, task.c_str(), milliseconds, s.status);
  return s.good();
}

/** A thread that ends every collective of this process when a peer does not answer twice in a row, or one takes too long. */
class Watch {
 public:
  void start(TFE_Context* context, std::vector<std::string> tasks, int64_t timeout) {
    stop();
    over_ = false;
    thread_ = std::thread([=] {
      while (pause(timeout)) {
        if (isLate()) return abort(context, TF_DEADLINE_EXCEEDED, "Others have not come in time");
        for (const std::string& task : tasks) {
          if (answers(context, task, timeout) || over() || answers(context, task, timeout) || over()) continue;
          return abort(context, TF_UNAVAILABLE, task + " does not answer");
        }
      }
    });
  }
  /** The collective that begins may take so many milliseconds; 0: there is none, or it may take for ever. */
  void allow(int64_t milliseconds) {
    std::lock_guard<std::mutex> lock(mutex_);
    limited_ = milliseconds > 0;
    until_ = Clock::now() + std::chrono::milliseconds(milliseconds);
  }
  void stop() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      over_ = true;
    }
    called_.notify_all();
    if (thread_.joinable()) thread_.join();
  }

 private:
  typedef std::chrono::steady_clock Clock;
  static void abort(TFE_Context* context, TF_Code code, const std::string& reason) {
    Status s;
    TF_SetStatus(s.status, code, reason.c_str());
    TFE_AbortCollectiveOps(context, s.status);
  }
  bool over() {
    std::lock_guard<std::mutex> lock(mutex_);
    return over_;
  }
  bool isLate() {
    std::lock_guard<std::mutex> lock(mutex_);
    return limited_ && Clock::now() > until_;
  }
  /** @returns false when it is over. */
  bool pause(int64_t milliseconds) {
    std::unique_lock<std::mutex> lock(mutex_);
    return !called_.wait_for(lock, std::chrono::milliseconds(milliseconds), [this] { return over_; });
  }
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable called_;
  bool over_ = false, limited_ = false;
  Clock::time_point until_;
};

/** Never destroyed: at the process's end its thread may still be waiting for an answer. */
Watch& watch() {
  static Watch* const only = new Watch();
  return *only;
}

std::vector<napi_value> argumentsOf(napi_env env, napi_callback_info info, size_t count) {
  std::vector<napi_value> found(count);
  napi_get_cb_info(env, info, &count, found.data(), nullptr, nullptr);
  return found;
}
std::string textOf(napi_env env, napi_value value) {
  size_t length = 0;
  napi_get_value_string_utf8(env, value, nullptr, 0, &length);
  std::string text(length + 1, '\0');
  napi_get_value_string_utf8(env, value, &text[0], text.size(), &length);
  text.resize(length);
  return text;
}
int64_t numberOf(napi_env env, napi_value value) {
  int64_t number = 0;
  napi_get_value_int64(env, value, &number);
  return number;
}

/** (a ServerDef's bytes: Uint8Array, the device's name from now on): starts this process's server. */
napi_value enable(napi_env env, napi_callback_info info) {
  const auto given = argumentsOf(env, info, 2);
  void* bytes = nullptr;
  size_t length = 0;
  napi_get_typedarray_info(env, given[0], nullptr, &length, &bytes, nullptr, nullptr);
  TFJSBackend* backend = backendOf(env);
  Status s;
  TFE_EnableCollectiveOps(backend->*memberOf(Context()), bytes, length, s.status);
  if (s.good()) backend->*memberOf(Device()) = textOf(env, given[1]);
  else napi_throw_error(env, nullptr, TF_Message(s.status));
  return nullptr;
}

/** (task, milliseconds to wait at most): boolean. */
napi_value peerAnswers(napi_env env, napi_callback_info info) {
  const auto given = argumentsOf(env, info, 2);
  napi_value result;
  napi_get_boolean(env, answers(backendOf(env)->*memberOf(Context()), textOf(env, given[0]), numberOf(env, given[1])), &result);
  return result;
}

/** (tasks: string[], milliseconds from look to look, and to wait for an answer). Without tasks: ends the watch. */
napi_value watchPeers(napi_env env, napi_callback_info info) {
  const auto given = argumentsOf(env, info, 2);
  uint32_t count = 0;
  napi_get_array_length(env, given[0], &count);
  std::vector<std::string> tasks;
  for (uint32_t i = 0; i < count; i++) {
    napi_value task;
    napi_get_element(env, given[0], i, &task);
    tasks.push_back(textOf(env, task));
  }
  if (tasks.empty()) watch().stop();
  else watch().start(backendOf(env)->*memberOf(Context()), tasks, numberOf(env, given[1]));
  return nullptr;
}

/** (milliseconds): what the collective that begins may take while there is a watch; 0: no limit. */
napi_value waitAtMost(napi_env env, napi_callback_info info) {
  watch().allow(numberOf(env, argumentsOf(env, info, 1)[0]));
  return nullptr;
}

std::atomic<int> exitStatus{-1};

/**
 * Ends the process where its end would otherwise take TensorFlow apart. gRPC's server cannot be shut down: a hundred of its
 * threads, its answers to the others among them, go on while the context and the library's globals are destroyed. Whether
 * that ends with the exit status or with a signal is a matter of luck, and nothing is left to be written.
 */
void leaveAtOnce() {
  if (exitStatus >= 0) _exit(exitStatus);
}

/** (status): from here on the process ends with it, and without destructors. Called last, from Node's "exit". */
napi_value endWith(napi_env env, napi_callback_info info) {
  exitStatus = int(numberOf(env, argumentsOf(env, info, 1)[0]) & 0xff);
  std::atexit(leaveAtOnce);  // process.exit comes here; a natural end to the cleanup hook below
  return nullptr;
}
}  // namespace

extern "C" napi_value registerCollectives(napi_env env, napi_value exports) {
  const napi_property_descriptor functions[] = {
      {"enableCollectives", nullptr, enable, nullptr, nullptr, nullptr, napi_default, nullptr},
      {"peerAnswers", nullptr, peerAnswers, nullptr, nullptr, nullptr, napi_default, nullptr},
      {"watchPeers", nullptr, watchPeers, nullptr, nullptr, nullptr, napi_default, nullptr},
      {"waitAtMost", nullptr, waitAtMost, nullptr, nullptr, nullptr, napi_default, nullptr},
      {"endWith", nullptr, endWith, nullptr, nullptr, nullptr, napi_default, nullptr},
  };
  napi_define_properties(env, exports, sizeof functions / sizeof functions[0], functions);
  napi_add_env_cleanup_hook(
      env,
      [](void*) {
        leaveAtOnce();
        watch().stop();  // a thread that outlives the context would look into nothing
      },
      nullptr);
  return exports;
}
