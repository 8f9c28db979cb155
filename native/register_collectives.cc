// TensorFlow's own distributed runtime, for Node: what lib/tensorflow/collectives.ts calls, added to the addon's exports.
// The front (setup/quiet-front.c) calls registerCollectives once tfjs-node's own start has made its backend.
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <future>
#include <string>
#include <vector>

#include "all_reduce.h"

namespace {
using namespace collectives;

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
  Status s;
  TFE_EnableCollectiveOps(contextOf(env), bytes, length, s.status);
  if (s.good()) deviceOf(env) = textOf(env, given[1]);
  else napi_throw_error(env, nullptr, TF_Message(s.status));
  return nullptr;
}

/** (task, milliseconds to wait at most): boolean. */
napi_value peerAnswers(napi_env env, napi_callback_info info) {
  const auto given = argumentsOf(env, info, 2);
  napi_value result;
  napi_get_boolean(env, answers(contextOf(env), textOf(env, given[0]), numberOf(env, given[1])), &result);
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
  else watch().start(contextOf(env), tasks, numberOf(env, given[1]));
  return nullptr;
}

/** (tensor, ranks, instance, data type in which it travels, milliseconds it may take; 0: for ever), all numbers. */
AllReduce* askedFor(napi_env env, napi_callback_info info) {
  const auto given = argumentsOf(env, info, 5);
  Status s;
  TFE_TensorHandle* own = TFE_TensorHandleCopySharingTensor(handleOf(env, numberOf(env, given[0])), s.status);
  return new AllReduce{contextOf(env),
                       deviceOf(env),
                       {own},
                       int32_t(numberOf(env, given[1])),
                       int32_t(numberOf(env, given[2])),
                       TF_DataType(numberOf(env, given[3])),
                       numberOf(env, given[4])};
}

/** The sum's number, or null with the error as a JavaScript value in `error`. */
napi_value takeSum(napi_env env, AllReduce* reduced, napi_value* error) {
  napi_value result = nullptr;
  if (reduced->sum != nullptr) {
    napi_create_int32(env, inserted(env, reduced->sum), &result);
  } else {
    napi_value message;
    napi_create_string_utf8(env, reduced->error.c_str(), NAPI_AUTO_LENGTH, &message);
    napi_create_error(env, nullptr, message, error);
  }
  delete reduced;
  return result;
}

/** Waits for the sum, after those that have begun before: the tensor's number. */
napi_value sum(napi_env env, napi_callback_info info) {
  std::promise<void> there;
  AllReduce* const asked = askedFor(env, info);
  allReduces().add(asked, [&there](AllReduce*) { there.set_value(); });
  there.get_future().wait();
  napi_value error = nullptr;
  const napi_value result = takeSum(env, asked, &error);
  if (result == nullptr) napi_throw(env, error);
  return result;
}

/** On JavaScript's thread, once the sum is there: keeps the promise. */
void keepPromise(napi_env env, napi_value, void* promise, void* reduced) {
  if (env == nullptr) return;  // the process ends
  napi_value error = nullptr;
  const napi_value result = takeSum(env, static_cast<AllReduce*>(reduced), &error);
  if (result != nullptr) napi_resolve_deferred(env, static_cast<napi_deferred>(promise), result);
  else napi_reject_deferred(env, static_cast<napi_deferred>(promise), error);
}

/** As `sum`, but JavaScript goes on meanwhile: a promise of the tensor's number. */
napi_value beginSum(napi_env env, napi_callback_info info) {
  napi_value promise, name;
  napi_deferred deferred;
  napi_create_promise(env, &deferred, &promise);
  napi_create_string_utf8(env, "sum over ranks", NAPI_AUTO_LENGTH, &name);
  napi_threadsafe_function back;  // while it is there, the process does not end for want of work
  napi_create_threadsafe_function(env, nullptr, nullptr, name, 0, 1, nullptr, nullptr, deferred, keepPromise, &back);
  allReduces().add(askedFor(env, info), [back](AllReduce* reduced) {
    napi_call_threadsafe_function(back, reduced, napi_tsfn_nonblocking);
    napi_release_threadsafe_function(back, napi_tsfn_release);
  });
  return promise;
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
      {"sum", nullptr, sum, nullptr, nullptr, nullptr, napi_default, nullptr},
      {"beginSum", nullptr, beginSum, nullptr, nullptr, nullptr, napi_default, nullptr},
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
