// @ts-check
"use strict";
/**
 * The kernel's end. tslab closes its sockets when Jupyter asks it to end and stays for as long as a
 * timer or a training run does; when Jupyter itself has died, it stays for ever. Here it ends as at
 * SIGTERM in both cases: at once, or, where a library listens for that signal to save its work,
 * when the library has done so and sends the signal again.
 */
const goodbye = 100; // ms, in which the answer to Jupyter's request leaves

const end = () => process.kill(process.pid, "SIGTERM");

/** Call when the sockets are closed. */
exports.endSoon = () => void setTimeout(end, goodbye);

/** Ends the kernel after the process that started it. */
exports.endWithParent = () => {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    end();
  }, 1000);
  watch.unref();
};
