/**
 * The one door to TensorFlow: every module that needs it imports `tf` from here,
 * so that what must happen before the first import happens exactly once.
 */
import * as util from "util";

// Node 23 removed util.isNullOrUndefined, which tfjs-node 4.22 still calls (tensorflow/tfjs #8609).
const nodeUtil = util as unknown as Record<string, unknown>;
nodeUtil.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;

process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";

import * as tf from "@tensorflow/tfjs-node";

export { tf };
