/** Which processes train together, as the environment says it. */

export interface Place {
  /** "host:port" of each worker, in the order of their ranks. */
  addresses: string[];
  /** This process's place among them, from 0. */
  rank: number;
}

/**
 * The workers that the environment names: WORKERS=hostA:7070,hostB:7070 and RANK=0, else TF_CONFIG as TensorFlow's own
 * programs read it: {"cluster": {"worker": ["hostA:7070", "hostB:7070"]}, "task": {"type": "worker", "index": 0}}.
 * @returns undefined where there is neither, or only one worker
 * @throws Error that says what is wrong with them
 */
export function placeFrom(environment: NodeJS.ProcessEnv = process.env): Place | undefined {
  const { WORKERS, RANK, TF_CONFIG } = environment;
  if (WORKERS)
    return checked(
      WORKERS.split(",").map((address) => address.trim()),
      RANK ?? "",
      "WORKERS",
    );
  if (!TF_CONFIG) return undefined;
  const { addresses, index } = readTfConfig(TF_CONFIG);
  return checked(addresses, index, "TF_CONFIG");
}

function readTfConfig(text: string): { addresses: string[]; index: string } {
  const wrong = (what: string) =>
    new Error(
      `TF_CONFIG ${what}; write {"cluster": {"worker": ["hostA:7070", "hostB:7070"]}, "task": {"type": "worker", "index": 0}}.`,
    );
  let config: { cluster?: Record<string, unknown>; task?: { type?: unknown; index?: unknown } } | null;
  try {
    config = JSON.parse(text);
  } catch {
    throw wrong("is not JSON");
  }
  const { cluster, task } = config ?? {};
  const workers = cluster?.worker;
  const others = Object.keys(cluster ?? {}).filter((kind) => kind !== "worker");
  if (others.length > 0) throw wrong(`names tasks of another kind (${others.join(", ")}), and all are workers here`);
  if (!Array.isArray(workers)) throw wrong("has no list of workers");
  if (task?.type !== "worker") throw wrong("does not say that this task is a worker");
  return { addresses: workers.map(String), index: String(task.index) };
}

function checked(addresses: string[], rank: string, from: string): Place | undefined {
  for (const address of addresses) {
    const port = Number(/^(?:[^\s:/]+|\[[0-9a-fA-F:]+\]):(\d{1,5})$/.exec(address)?.[1]);
    if (!(port > 0 && port < 65536))
      throw new Error(`"${address}" in ${from} is no worker's address; write host:port, such as hostA:7070.`);
  }
  const twice = addresses.find((address, i) => addresses.indexOf(address) < i);
  if (twice) throw new Error(`${from} names ${twice} twice; each worker has an address of its own.`);
  const index = /^\d+$/.test(rank) ? Number(rank) : NaN;
  if (!(index < addresses.length)) {
    const last = addresses.length - 1;
    throw new Error(
      `Which of the ${addresses.length} workers is this one? Give it a rank from 0 to ${last} (--rank, RANK), not "${rank}".`,
    );
  }
  return addresses.length > 1 ? { addresses, rank: index } : undefined;
}
