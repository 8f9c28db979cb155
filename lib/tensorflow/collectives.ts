/**
 * TensorFlow's own distributed runtime: several processes, on one machine or many, add a vector over all of them
 * (all-reduce). It is what Keras's MultiWorkerMirroredStrategy stands on: each process is one task of a cluster and
 * has a gRPC server; the vector goes round a ring.
 *
 * The server listens on all of the machine's interfaces, without authentication or encryption, and executes what it is
 * sent: for private networks only.
 */
import { backend, boolAttribute, cast, DataType, floatAttribute, handleOf, intAttribute, type Precision } from "./ops";
import { raw, release, stringAttribute, typeAttribute } from "./ops";
import { message, text, varint } from "./protobuf";
import type { tf } from "./tf";

interface Collectives {
  enableCollectives?(serverDef: Uint8Array, device: string): void;
  peerAnswers(task: string, milliseconds: number): boolean;
  watchPeers(tasks: string[], milliseconds: number): void;
  waitAtMost(milliseconds: number): void;
  endWith(status: number): void;
}

const taskName = (rank: number): string => `/job:worker/replica:0/task:${rank}`;

function addon(): Collectives {
  return backend().binding as unknown as Collectives;
}

/**
 * Makes this process one of a cluster and starts its server. Once in a process, before a model is made; plain tensors
 * made earlier stay usable, TensorFlow's own variables do not. From now on the process ends without TensorFlow's
 * destructors, which its server's threads do not always survive: a worker's exit status is its own, never a signal's.
 * @param addresses "host:port" of every process, in the order of their ranks
 * @throws Error with TensorFlow's message (the port is in use), or when the addon was built without `native/`
 */
export function enableCollectives(addresses: readonly string[], rank: number): void {
  const { enableCollectives: enable } = addon();
  if (!enable)
    throw new Error(
      'The addon was built without native/, which training on several machines needs: run "node setup/main.mjs setup" and read what it says.',
    );
  enable(serverDef(addresses, rank), `${taskName(rank)}/device:CPU:0`);
  process.once("exit", (status) => addon().endWith(status));
}

/**
 * tensorflow.ServerDef (tensorflow/core/protobuf/tensorflow_server.proto): the cluster, who of it this is, and who leads
 * (ConfigProto.experimental.collective_group_leader).
 */
function serverDef(addresses: readonly string[], rank: number): Uint8Array {
  const tasks = addresses.map((address, index) => message(2, [varint(1, index), text(2, address)]));
  const cluster = message(1, [message(1, [text(1, "worker"), ...tasks])]);
  const config = message(4, [message(16, [text(1, taskName(0))])]);
  return Buffer.concat([cluster, text(2, "worker"), varint(3, rank), config, text(5, "grpc")]);
}

/** Whether a thread watches the other ranks, and the time. */
let watched = false;

/** One a length and precision: TensorFlow remembers those of each, and every rank comes upon them in the same order. */
const instances = new Map<string, number>();

/**
 * The sum of every rank's vector, the same on each; waits for all, and the JavaScript thread with it. All ranks call it
 * with the same lengths and precisions in the same order.
 * @param seconds to wait for the others at most; 0: for ever
 * @param precision of what travels, and of each addition on its way: bfloat16 is half the bytes, and off by at most
 *   ranks / 256 of the sum of the absolute values
 * @throws Error with TensorFlow's message when one is missing or passes another length. No sum works after that.
 */
export function sumOverRanks(
  own: tf.Tensor1D,
  ranks: number,
  seconds: number,
  precision: Precision = "float32",
): tf.Tensor1D {
  const instance = `${precision} ${own.size}`;
  if (!instances.has(instance)) instances.set(instance, instances.size + 1);
  const scalars = [ranks, 1, instances.get(instance)!].map((value) =>
    backend().binding.createTensor([], DataType.int32, Int32Array.of(value)),
  );
  const temporary = [...scalars];
  // A limit that TensorFlow is given keeps a thread asleep until it is over, long after the sum: thousands, in a fast training.
  if (watched) addon().waitAtMost(1000 * seconds);
  try {
    const type = DataType[precision];
    let value = handleOf(own);
    if (precision !== "float32") temporary.push((value = cast(value, DataType.float32, type)));
    const attributes = [
      typeAttribute("T", type),
      intAttribute("Nordering_token", 0),
      stringAttribute("merge_op", "Add"),
      stringAttribute("final_op", "Id"),
      stringAttribute("communication_hint", "RING"),
      floatAttribute("timeout_seconds", watched ? 0 : seconds),
      boolAttribute("is_stateless", false),
      intAttribute("max_subdivs_per_device", -1),
    ];
    let [id] = raw("CollectiveReduceV2", attributes, [value, ...scalars]);
    if (precision !== "float32") {
      temporary.push(id);
      id = cast(id, type, DataType.float32);
    }
    return backend().createOutputTensor({ id, shape: own.shape, dtype: DataType.float32 }) as tf.Tensor1D;
  } finally {
    release(...temporary);
    if (watched) addon().waitAtMost(0);
  }
}

/** Whether another rank's server answers within so many ms. */
export function peerAnswers(rank: number, milliseconds: number): boolean {
  return addon().peerAnswers(taskName(rank), milliseconds);
}

/**
 * From now on a thread looks every so many ms whether the ranks answer, and ends what waits for them where one does not,
 * twice in a row, or where a sum has waited longer than it may. Begin it once all are there; none: ends the watch.
 */
export function watchPeers(ranks: readonly number[], milliseconds: number): void {
  watched = ranks.length > 0;
  addon().watchPeers(ranks.map(taskName), milliseconds);
}
