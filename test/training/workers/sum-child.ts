/**
 * One rank of a sum to be looked at: adds the same numbers in float32 and in bfloat16, and writes its own numbers and both
 * sums as a line of JSON; and how many threads a hundred further sums have left behind.
 */
import * as fs from "fs";
import { mix } from "../../../lib/dataset/random";
import { tf } from "../../../lib/tensorflow";
import { joinGroup, placeFrom } from "../../../lib/training";

/** More than one chunk for each rank, and not evenly divided. */
const LENGTH = 1003;

async function main(): Promise<void> {
  const place = placeFrom()!;
  const group = await joinGroup(place);
  const values = Float32Array.from({ length: LENGTH }, (_, i) => mix(7, place.rank, i) / 2 ** 31 - 1);
  const own = tf.tensor1d(values);
  const before = tf.memory().numTensors;
  const [exact, coarse] = (["float32", "bfloat16"] as const).map((precision) => {
    const sum = group.sum(own, undefined, precision);
    const numbers = Array.from(sum.dataSync());
    sum.dispose();
    return numbers;
  });
  const left = tf.memory().numTensors - before;
  const threads = threadsNow();
  for (let i = 0; i < 100; i++) group.gather([i]);
  const newThreads = threadsNow() - threads;
  group.leave();
  console.log(JSON.stringify({ own: Array.from(values), exact, coarse, left, newThreads }));
}

/** Of this process; 0 where the system has no such list. */
const threadsNow = (): number => (fs.existsSync("/proc/self/task") ? fs.readdirSync("/proc/self/task").length : 0);

void main();
