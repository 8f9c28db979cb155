// What tfjs-node keeps to itself, for register_collectives.cc and what it stands on: TensorFlow's context, the device, the handles.
#pragma once

#include <string>
#include <unordered_map>

#include "binding/tfjs_backend.h"
#include "tensorflow/c/c_api_experimental.h"

namespace collectives {
using tfnodejs::TFJSBackend;

// An explicit instantiation may name private members (C++17, [temp.spec]/6), and so hands them out without a change of tfjs-node.
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
struct Handles {
  typedef std::unordered_map<int32_t, TFE_TensorHandle*> TFJSBackend::*Member;
  friend Member memberOf(Handles);
};
struct Insert {
  typedef int32_t (TFJSBackend::*Member)(TFE_TensorHandle*);
  friend Member memberOf(Insert);
};
template struct Opened<Context, &TFJSBackend::tfe_context_>;
template struct Opened<Device, &TFJSBackend::device_name>;
template struct Opened<Handles, &TFJSBackend::tfe_handle_map_>;
template struct Opened<Insert, &TFJSBackend::InsertHandle>;

inline TFJSBackend* backendOf(napi_env env) {
  void* backend = nullptr;
  napi_get_instance_data(env, &backend);
  return static_cast<TFJSBackend*>(backend);
}
inline TFE_Context* contextOf(napi_env env) { return backendOf(env)->*memberOf(Context()); }
inline std::string& deviceOf(napi_env env) { return backendOf(env)->*memberOf(Device()); }
/** The tensor that JavaScript knows by this number; it stays JavaScript's. */
inline TFE_TensorHandle* handleOf(napi_env env, int32_t id) { return (backendOf(env)->*memberOf(Handles())).at(id); }
/** The number by which JavaScript knows the tensor, which is JavaScript's from now on. */
inline int32_t inserted(napi_env env, TFE_TensorHandle* handle) { return (backendOf(env)->*memberOf(Insert()))(handle); }

class Status {
 public:
  TF_Status* const status = TF_NewStatus();
  ~Status() { TF_DeleteStatus(status); }
  bool good() const { return TF_GetCode(status) == TF_OK; }
};
}  // namespace collectives
