/** Progress, line by line, with the time since the start. */

export class Screen {
  private readonly began = Date.now();

  constructor(private readonly write: (text: string) => unknown = (text) => process.stdout.write(text)) {}

  /** Since the start, s. */
  get seconds(): number {
    return (Date.now() - this.began) / 1000;
  }

  /** A line of progress. */
  say(text: string): void {
    const [minutes, seconds] = [Math.floor(this.seconds / 60), Math.floor(this.seconds % 60)];
    this.write(`${String(minutes).padStart(2)}:${String(seconds).padStart(2, "0")}  ${text}\n`);
  }

  /** A table or a paragraph of the result. */
  show(title: string, text: string): void {
    this.write(`\n${title}\n${text}\n`);
  }
}
