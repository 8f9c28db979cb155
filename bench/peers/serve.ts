/** A measured program's side of the protocol in ../peer.ts. */
import * as fs from "fs";
import { performance } from "perf_hooks";
import * as readline from "readline";

// biome-ignore lint/suspicious/noExplicitAny: each handler says what it is asked.
export type Handlers = Record<string, (request: any) => object | Promise<object>>;

/** Answers requests, one after the other, until standard input ends. */
export async function serve(handlers: Handlers): Promise<void> {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const request = JSON.parse(line) as { do: string };
    let reply: object;
    try {
      const handler = handlers[request.do];
      if (!handler) throw new Error(`There is no "${request.do}" here.`);
      reply = await handler(request);
    } catch (error) {
      console.error(error);
      reply = { error: error instanceof Error ? error.message : String(error) };
    }
    fs.writeSync(3, `${JSON.stringify(reply)}\n`);
  }
}

/** Runs `work`; returns the seconds it took and what it returned. */
export async function timed<T>(work: () => T | Promise<T>): Promise<{ seconds: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { seconds: (performance.now() - start) / 1000, result };
}
