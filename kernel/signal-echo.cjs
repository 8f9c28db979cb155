// @ts-check
"use strict";
/**
 * A program for `sh` that writes a line for each SIGINT, until its input ends. Shells differ in what status an
 * interrupted `read` has (dash: 1, as at the end of the input), so the trap itself says that there was a signal.
 */
exports.signalEcho = `trap 'heard=1; echo' INT; while :; do heard=; read -r line || [ "$heard" ] || exit 0; done`;
