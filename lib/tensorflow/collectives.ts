/**
 * TensorFlow's own distributed runtime: several processes, on one machine or many, add a vector over all of them
 * (all-reduce). It is what Keras's MultiWorkerMirroredStrategy stands on: each process is one task of a cluster and
 * has a gRPC server; the vector goes round a ring.
 *
 * The server listens on all of the machine's interfaces, without authentication or encryption, and executes what it is
 * sent: for private networks only.
 */
import { backend, DataType, handleOf, type Precision } from "./ops";
import { message, text, varint } from "./protobuf";
import type { tf } from "./tf";

interface Collectives {
  enableCollectives?(serverDef: Uint8Array, device: string): void;
  peerAnswers(task: string, milliseconds: number): boolean;
  watchPeers(tasks: string[], milliseconds: number): void;
  sum(...asked: Asked): number;
  beginSum(...asked: Asked): Promise<number>;
  endWith(status: number): void;
}

type Asked = [own: number, ranks: number, instance: number, type: number, milliseconds: number];

const taskName = (rank: number): string => `/job:worker/replica:0/task:${rank}`;

function addon(): Collectives {
  return backend().binding as unknown as Collectives;
}

/** What others have asked of this process's server is still on its way to them when this process has all it needs, ms. */
const LAST_ANSWERS = 300;

/** Nothing of this process's JavaScript goes on meanwhile; its server does. */
export function standStill(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
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
  process.once("exit", (status) => {
    standStill(LAST_ANSWERS);
    addon().endWith(status);
  });
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

/** One a length and precision: TensorFlow remembers those of each, and every rank comes upon them in the same order. */
const instances = new Map<string, number>();

/** What is to be summed, as the addon wants to know it. */
function asked(own: tf.Tensor1D, ranks: number, seconds: number, precision: Precision): Asked {
  const instance = `${precision} ${own.size}`;
  if (!instances.has(instance)) instances.set(instance, instances.size + 1);
  return [handleOf(own), ranks, instances.get(instance)!, DataType[precision], 1000 * seconds];
}

const tensorOf = (id: number, { shape }: tf.Tensor1D): tf.Tensor1D =>
  backend().createOutputTensor({ id, shape, dtype: DataType.float32 }) as tf.Tensor1D;

/**
 * The sum of every rank's vector, the same on each; waits for all, and the JavaScript thread with it. All ranks call this
 * and {@link beginSumOverRanks} with the same lengths and precisions in the same order.
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
  return tensorOf(addon().sum(...asked(own, ranks, seconds, precision)), own);
}

/**
 * The same, made on a thread of its own while JavaScript goes on: one after the other, in the order in which they begin.
 * The argument may be disposed of at once.
 */
export async function beginSumOverRanks(
  own: tf.Tensor1D,
  ranks: number,
  seconds: number,
  precision: Precision = "float32",
): Promise<tf.Tensor1D> {
  return tensorOf(await addon().beginSum(...asked(own, ranks, seconds, precision)), own);
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
  addon().watchPeers(ranks.map(taskName), milliseconds);
}
