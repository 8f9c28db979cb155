/** Waiting for servers to be there: without blocking, so that Ctrl-C ends it. */
import * as net from "net";

/** Worker 0 has trained the model and lets those know that come after that (setup/training-over.mjs). */
export class TrainingOver extends Error {
  constructor(address: string) {
    super(`The worker at ${address} says that the training is over: nothing is left to do.`);
    this.name = "TrainingOver";
  }
}

const OVER = "training over\n";
/** How long an answer may take that says so: a server that trains waits to be spoken to, or speaks HTTP/2. */
const WORD = 300; // ms

const TRY_EVERY = 500; // ms
const TELL_EVERY = 15_000; // ms
const CONNECT = 3000; // ms

/**
 * Resolves when something listens at each of the addresses ("host:port"), however long that takes.
 * @param onWaiting told after some seconds, and again every 15 s, who is missing
 * @throws TrainingOver
 */
export async function waitForPeers(
  addresses: readonly string[],
  onWaiting?: (missing: readonly string[]) => void,
): Promise<void> {
  let missing = [...addresses];
  let tellAt = performance.now() + 3000;
  for (;;) {
    const there = await Promise.all(missing.map(answerOf));
    const over = missing.find((_, i) => there[i] === "over");
    if (over) throw new TrainingOver(over);
    missing = missing.filter((_, i) => there[i] === "none");
    if (missing.length === 0) return;
    if (performance.now() > tellAt) {
      onWaiting?.(missing);
      tellAt = performance.now() + TELL_EVERY;
    }
    await new Promise((resolve) => setTimeout(resolve, TRY_EVERY));
  }
}

/** "there": something listens; "over": and says that the training is. */
function answerOf(address: string): Promise<"there" | "over" | "none"> {
  const at = address.lastIndexOf(":");
  const host = address.slice(0, at).replace(/^\[|\]$/g, "");
  return new Promise((resolve) => {
    const socket = net.connect({ host, port: Number(address.slice(at + 1)), timeout: CONNECT });
    const end = (found: "there" | "over" | "none") => {
      socket.destroy();
      resolve(found);
    };
    socket.on("connect", () => setTimeout(end, WORD, "there"));
    socket.on("data", (data: Buffer) => end(data.toString("latin1") === OVER ? "over" : "there"));
    socket.on("error", () => end("none"));
    socket.on("timeout", () => end("none"));
  });
}
