/*
 * tfjs_binding.node, the file that tfjs-node loads. It loads the addon proper from beside itself while the
 * process's error stream is held back: TensorFlow's library announces itself there with two lines whatever
 * TF_CPP_MIN_LOG_LEVEL says, and they would stand between the reader and the lesson. Everything else that was
 * written meanwhile is passed on. The environment variable TENSORFLOW_ADDON names another build of the addon to load.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <node_api.h>

typedef napi_value (*register_function)(napi_env, napi_value);

static int is_announcement(const char *line) {
  return strstr(line, "All log messages before absl::InitializeLog()") != NULL ||
         strstr(line, "oneDNN custom operations are on") != NULL;
}

static void pass_on(FILE *held) {
  char *line = NULL;
  size_t size = 0;
  rewind(held);
  while (getline(&line, &size, held) >= 0) {
    if (!is_announcement(line)) fputs(line, stderr);
  }
  free(line);
}

static void *load_quietly(const char *file) {
  FILE *held = tmpfile();
  int error_stream = held == NULL ? -1 : dup(STDERR_FILENO);
  if (error_stream < 0) {
    if (held != NULL) fclose(held);
    return dlopen(file, RTLD_LAZY | RTLD_LOCAL);
  }
  dup2(fileno(held), STDERR_FILENO);
  void *addon = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
  fflush(stderr);
  dup2(error_stream, STDERR_FILENO);
  close(error_stream);
  pass_on(held);
  fclose(held);
  return addon;
}

NAPI_MODULE_INIT() {
  Dl_info self;
  char file[PATH_MAX];
  if (dladdr((void *)&load_quietly, &self) == 0) {
    napi_throw_error(env, NULL, "tfjs_binding.node cannot find its own folder.");
    return NULL;
  }
  const char *slash = strrchr(self.dli_fname, '/');
  int folder = slash == NULL ? 0 : (int)(slash - self.dli_fname) + 1;
  const char *other = getenv("TENSORFLOW_ADDON");
  if (other != NULL && other[0] != '\0') snprintf(file, sizeof file, "%s", other);
  else snprintf(file, sizeof file, "%.*stfjs_tensorflow.node", folder, self.dli_fname);
  void *addon = load_quietly(file);
  register_function start = addon == NULL ? NULL : (register_function)dlsym(addon, "napi_register_module_v1");
  if (start == NULL) {
    napi_throw_error(env, NULL, dlerror());
    return NULL;
  }
  napi_value made = start(env, exports);
  /* native/register_collectives.cc, where it is part of the addon. */
  register_function more = (register_function)dlsym(addon, "registerCollectives");
  return made == NULL || more == NULL ? made : more(env, made);
}
