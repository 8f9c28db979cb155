/** One process at a time trains in a folder. */
import * as fs from "fs";
import * as os from "os";
import * as path from "path";

/** Who holds a lock. `born` tells a process from a later one that was given the same number. */
interface Owner {
  pid: number;
  born: string;
  host: string;
}

/**
 * A lock on another machine counts as left behind after this long without a sign of life, and one dated so far in the
 * future, where a clock is wrong, as well: the run that loses it notices, and keeps its last checkpoint.
 */
const silence = 10 * 60_000; // ms

export class RunLock {
  private constructor(
    private readonly file: string,
    private readonly text: string,
  ) {}

  /**
   * Takes the lock of a folder, which must exist. One left by a process that is no more is taken over.
   * @throws Error when a living process has it.
   */
  static take(folder: string): RunLock {
    const file = path.join(folder, "lock");
    const owner: Owner = { pid: process.pid, born: birth(process.pid), host: os.hostname() };
    const text = JSON.stringify({ ...owner, taken: new Date().toISOString() });
    for (let attempt = 0; ; attempt++) {
      try {
        fs.writeFileSync(file, text, { flag: "wx" });
        return new RunLock(file, text);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt === 5) throw error;
      }
      const holder = livingHolder(file);
      if (holder) {
        throw new Error(
          `Another process (${holder.pid} on ${holder.host}) is training in ${folder}. ` +
            `Wait for it or stop it; if it is gone for certain, delete ${file}.`,
        );
      }
      // Should two processes take over one lock at the same moment, `refresh` tells the loser.
      fs.rmSync(file, { force: true });
    }
  }

  /**
   * A sign of life. Call it now and then.
   * @throws Error when the lock is not this process's any more.
   */
  refresh(): void {
    if (readText(this.file) !== this.text) {
      throw new Error(`The lock ${this.file} was taken away, so this run has stopped, with its last checkpoint kept.`);
    }
    const now = new Date();
    fs.utimesSync(this.file, now, now);
  }

  release(): void {
    if (readText(this.file) === this.text) fs.rmSync(this.file, { force: true });
  }
}

function readText(file: string): string | undefined {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** The holder of the lock, if it may still be at work. What cannot be read as a lock was left behind. */
function livingHolder(file: string): Owner | undefined {
  let owner: Owner;
  let modified: number;
  try {
    owner = JSON.parse(fs.readFileSync(file, "utf8")) as Owner;
    modified = fs.statSync(file).mtimeMs;
  } catch {
    return undefined;
  }
  if (!Number.isInteger(owner?.pid) || owner.pid < 1) return undefined;
  if (owner.host !== os.hostname()) return Math.abs(Date.now() - modified) < silence ? owner : undefined;
  return isAlive(owner.pid) && birth(owner.pid) === owner.born ? owner : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // somebody else's, but there
  }
}

/** When a process began: Linux says it in field 22 of /proc/PID/stat (clock ticks since boot). Elsewhere "". */
export function birth(pid: number): string {
  const stat = readText(`/proc/${pid}/stat`);
  return stat ? stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] : "";
}
