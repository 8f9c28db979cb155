/** Several processes that train one model together, each on its slice of every batch. */
import {
  beginSumOverRanks,
  enableCollectives,
  peerAnswers,
  type Precision,
  standStill,
  sumOverRanks,
  tf,
  watchPeers,
} from "../../tensorflow";
import type { Place } from "./addresses";
import { waitForPeers } from "./wait";

/** A worker is gone, or has gone wrong. The message names it and says what to do. No sum works any more. */
export class WorkerLost extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "WorkerLost";
  }
}

export interface Group extends Place {
  /** Of the gradients' sums. All ranks' must be the same. */
  readonly precision: Precision;
  /** Numbers that travel together at least, while the backward pass goes on. All ranks' must be the same. */
  readonly bucket: number;
  /**
   * The sum of every rank's vector, the same on each. All ranks call `sum`, `begin`, `gather` and `leave` in the same
   * order, with vectors as long as the others'. The argument stays the caller's.
   * @param patience s to wait for the others at most, default 10 minutes; 0: as long as they are there
   * @param precision default float32
   * @throws WorkerLost
   */
  sum(own: tf.Tensor1D, patience?: number, precision?: Precision): tf.Tensor1D;
  /** As `sum`, but this process goes on meanwhile; the argument may be disposed of at once. */
  begin(own: tf.Tensor1D, patience?: number, precision?: Precision): Promise<tf.Tensor1D>;
  /** Every rank's numbers, by rank: as many from each. float32. */
  gather(own: readonly number[], patience?: number): number[][];
  /** Waits until all have come to their end, so that nobody takes the first to go for dead. */
  leave(): void;
}

export interface JoinOptions {
  /** Told now and then whom it still waits for. */
  onWaiting?: (missing: readonly string[]) => void;
  /** ms from one look at the others to the next, default 10 s: one that is silent twice is taken for dead. */
  watchEvery?: number;
  /** Of the gradients' sums, default float32. */
  precision?: Precision;
  /** Of the gradients, see {@link Group.bucket}; default {@link bucketFor}. Infinity: all travel at the end of the pass. */
  bucket?: number;
}

const FIRST = 120; // s: all are there already
const STEP = 600; // s
const GOODBYE = 10; // s
const ANSWER = 2000; // ms
const LINGER = 3000; // ms

/**
 * Between machines 1 MiB of float32, beside which a message's latency is small on any network. On one machine a message costs
 * computing time, which the backward pass wants: 4 MiB, a few of them a step (`bench/network`).
 */
export function bucketFor(addresses: readonly string[]): number {
  const hosts = new Set(addresses.map((address) => address.slice(0, address.lastIndexOf(":"))));
  return hosts.size > 1 ? 2 ** 18 : 2 ** 20;
}

/**
 * Starts this process's server and waits until all of the group have: as long as it takes. The server listens on all of
 * the machine's interfaces and trusts everybody: for private networks only.
 * @throws Error when the port is taken or a host name is unknown; WorkerLost; TrainingOver
 */
export async function joinGroup(place: Place, options: JoinOptions = {}): Promise<Group> {
  const { addresses, rank } = place;
  try {
    enableCollectives(addresses, rank);
  } catch (error) {
    const [, port] = /:(\d+)$/.exec(addresses[rank])!;
    const hint = `Is port ${port} of this machine in use, by an earlier run perhaps? Stop that, or give another port.`;
    const reason = `cannot start its server (${reasonOf(error as Error)}).`;
    throw new Error(`Worker ${rank} (${addresses[rank]}) ${reason} ${hint}`, { cause: error });
  }
  const others = addresses.map((_, other) => other).filter((other) => other !== rank);
  await waitForPeers(
    others.map((other) => addresses[other]),
    options.onWaiting,
  );
  const group = new TensorflowGroup(
    place,
    others,
    options.precision ?? "float32",
    options.bucket ?? bucketFor(addresses),
  );
  group.gather([0], FIRST);
  watchPeers(others, options.watchEvery ?? 10_000); // only now: one that is not yet up would be taken for dead
  return group;
}

class TensorflowGroup implements Group {
  readonly addresses: string[];
  readonly rank: number;
  private loss: WorkerLost | undefined;

  constructor(
    place: Place,
    private readonly others: readonly number[],
    readonly precision: Precision,
    readonly bucket: number,
  ) {
    this.addresses = place.addresses;
    this.rank = place.rank;
  }

  sum(own: tf.Tensor1D, patience = STEP, precision: Precision = "float32"): tf.Tensor1D {
    try {
      return sumOverRanks(own, this.addresses.length, patience, precision);
    } catch (error) {
      throw this.lost(error as Error);
    }
  }

  async begin(own: tf.Tensor1D, patience = STEP, precision: Precision = "float32"): Promise<tf.Tensor1D> {
    try {
      return await beginSumOverRanks(own, this.addresses.length, patience, precision);
    } catch (error) {
      throw this.lost(error as Error);
    }
  }

  gather(own: readonly number[], patience?: number): number[][] {
    const { addresses, rank } = this;
    const all = new Float32Array(addresses.length * own.length);
    all.set(own, rank * own.length);
    const vector = tf.tensor1d(all);
    try {
      const sum = this.sum(vector, patience);
      const values = Array.from(sum.dataSync());
      sum.dispose();
      return addresses.map((_, r) => values.slice(r * own.length, (r + 1) * own.length));
    } finally {
      vector.dispose();
    }
  }

  leave(): void {
    this.gather([1]);
    watchPeers([], 0);
    const going = tf.tensor1d([1]);
    try {
      sumOverRanks(going, this.addresses.length, GOODBYE).dispose();
    } catch {
      // All have come to their end; who knows that already may be gone.
    } finally {
      going.dispose();
    }
  }

  /** Several sums may be under way, and all end when one does. */
  private lost(error: Error): WorkerLost {
    this.loss ??= this.explained(error);
    return this.loss;
  }

  /** Which of the others it is that does not answer. */
  private explained(error: Error): WorkerLost {
    watchPeers([], 0);
    const silent = this.others.filter((other) => !peerAnswers(other, ANSWER));
    // The others look as well: who goes at once would be taken for the one that is gone.
    standStill(LINGER);
    const names = silent.map((other) => `${other} (${this.addresses[other]})`);
    if (names.length > 0) {
      const [who, its] =
        names.length > 1 ? [`Workers ${names.join(", ")} are`, "their"] : [`Worker ${names[0]} is`, "its"];
      return new WorkerLost(
        `${who} gone, and so the training has stopped: see why in ${its} own output, then start all workers again, ` +
          "as many as you like; they go on from the last checkpoint.",
        { cause: error },
      );
    }
    return new WorkerLost(
      "The workers do not fit together (all must be given the same list of workers, each its own rank) or one of them " +
        `has stood still: ${reasonOf(error)} Stop all and start them again; they go on from the last checkpoint.`,
      { cause: error },
    );
  }
}

/** What TensorFlow says, without where. */
function reasonOf(error: Error): string {
  return /^(?:Collective ops is aborted by: )*(.*)/.exec(error.message)![1];
}
