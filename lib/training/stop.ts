/** Ways to ask a training run to stop: Jupyter's stop button, Ctrl-C, SIGTERM, a closed terminal, an AbortSignal. */

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
type SignalName = (typeof signals)[number];

/** Lets everything that waits, signals among it, have its turn. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export class StopRequest {
  private reason: string | undefined;
  private caught: SignalName | undefined;
  private readonly handlers = new Map<SignalName, () => void>();

  private constructor() {}

  /**
   * Begins to listen. It waits first: a handler for SIGINT that is registered within the synchronous part of a
   * notebook's cell is one that tslab's `breakOnSigint` takes away again.
   */
  static async listen(abort?: AbortSignal): Promise<StopRequest> {
    const request = new StopRequest();
    await yieldToEventLoop();
    for (const signal of signals) {
      const handler = (): void => {
        request.caught ??= signal;
        request.stop(signal === "SIGINT" ? "the stop button or Ctrl-C" : signal);
      };
      request.handlers.set(signal, handler);
      process.on(signal, handler);
    }
    if (abort?.aborted) request.stop("the caller");
    abort?.addEventListener("abort", () => request.stop("the caller"), { once: true });
    return request;
  }

  stop(reason: string): void {
    this.reason ??= reason;
  }

  /** Who asked for the stop; undefined as long as nobody has. */
  get requestedBy(): string | undefined {
    return this.reason;
  }

  /**
   * Ends listening. Where nobody else listens for the signal (Jupyter's kernel does, for SIGINT), it was meant for
   * the whole process: it is sent again, now that all is saved, and ends the process as it would have at once.
   */
  done(): void {
    for (const [signal, handler] of this.handlers) process.off(signal, handler);
    this.handlers.clear();
    if (this.caught && process.listenerCount(this.caught) === 0) process.kill(process.pid, this.caught);
  }
}
