// @ts-check
import net from "node:net";

/** What is answered at worker 0's address once the model is trained: lib/training/workers/wait.ts reads it. */
const OVER = "training over\n";

/**
 * Tells workers that come too late, because they were started again, that nothing is left to do. Does not keep the process
 * alive.
 * @param {string} address "host:port" where worker 0 has had its server
 */
export function sayOver(address) {
  const server = net.createServer((socket) => {
    socket.on("error", () => {}); // who asked is gone
    socket.end(OVER);
  });
  server.on("error", () => {}); // the port is somebody else's by now: a worker that came would wait, as it says
  server.listen(Number(address.slice(address.lastIndexOf(":") + 1)));
  server.unref();
}
