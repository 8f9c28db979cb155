/** What a step of training costs on several machines, on paper. */

export interface Machines {
  /** Numbers of the model. */
  parameters: number;
  /** How long one machine computes on the whole batch, s. */
  seconds: number;
  workers: number;
  /** Of the network, in bit/s, each way. */
  bandwidth: number;
  /** Of a gradient's number as it travels, default 4 (float32). */
  bytesPerNumber?: number;
}

export interface StepCost {
  /** What each worker sends in a step, and receives. */
  bytes: number;
  /** How long that takes, s. */
  network: number;
  /** How long a worker computes on its share of the batch, s. */
  computing: number;
  /** How many times as fast as one machine. */
  speedup: number;
}

/**
 * The cost of a step whose gradients go round a ring: each worker sends the vector's size 2 (N − 1) / N times, half of it
 * while the sums are made and half while they are told (Patarasuk and Yuan 2009, "Bandwidth optimal all-reduce
 * algorithms for clusters of workstations"). Computing and sending one after the other; latency is left out.
 */
export function stepCost({ parameters, seconds, workers, bandwidth, bytesPerNumber = 4 }: Machines): StepCost {
  const bytes = ((2 * (workers - 1)) / workers) * parameters * bytesPerNumber;
  const network = (8 * bytes) / bandwidth;
  const computing = seconds / workers;
  return { bytes, network, computing, speedup: seconds / (computing + network) };
}
