/**
 * The one door to TensorFlow: every module that needs it imports `tf` from here,
 * so that what must happen before the first import happens exactly once.
 */
import "./tensorflow-setup";
import * as tf from "@tensorflow/tfjs-node";

export { tf };
