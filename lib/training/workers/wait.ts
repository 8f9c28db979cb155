/** Waiting for servers to be there: without blocking, so that Ctrl-C ends it. */
import * as net from "net";

const TRY_EVERY = 500; // ms
const TELL_EVERY = 15_000; // ms
const CONNECT = 3000; // ms

/**
 * Resolves when something listens at each of the addresses ("host:port"), however long that takes.
 * @param onWaiting told after some seconds, and again every 15 s, who is missing
 */
export async function waitForPeers(
  addresses: readonly string[],
  onWaiting?: (missing: readonly string[]) => void,
): Promise<void> {
  let missing = [...addresses];
  let tellAt = performance.now() + 3000;
  for (;;) {
    const there = await Promise.all(missing.map(listens));
    missing = missing.filter((_, i) => !there[i]);
    if (missing.length === 0) return;
    if (performance.now() > tellAt) {
      onWaiting?.(missing);
      tellAt = performance.now() + TELL_EVERY;
    }
    await new Promise((resolve) => setTimeout(resolve, TRY_EVERY));
  }
}

function listens(address: string): Promise<boolean> {
  const at = address.lastIndexOf(":");
  const host = address.slice(0, at).replace(/^\[|\]$/g, "");
  return new Promise((resolve) => {
    const socket = net.connect({ host, port: Number(address.slice(at + 1)), timeout: CONNECT });
    const end = (found: boolean) => {
      socket.destroy();
      resolve(found);
    };
    socket.on("connect", () => end(true));
    socket.on("error", () => end(false));
    socket.on("timeout", () => end(false));
  });
}
