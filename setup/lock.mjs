// @ts-check
/**
 * Keeps two set-ups of one folder from working at the same time. It waits for its turn, before anything is installed;
 * the lock of a training run (`lib/training/lock.ts`) refuses at once and is TypeScript, so they share no code.
 */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** The holder touches the lock this often; one not touched for `staleAfter` is left over. Milliseconds. */
const heartbeat = 5_000;
const staleAfter = 60_000;

/**
 * Does `work` while holding the lock `file`, waiting for another holder to finish first. A lock whose process is
 * gone is taken over. Of a holder on another machine only its touches are known, and that machine's clock may be
 * wrong: it counts as gone when it has touched nothing for `stale` ms by our own clock.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {(holder: string) => void} [onWait] called once when it has to wait
 * @param {number} [stale]
 * @returns {Promise<T>}
 */
export async function withLock(file, work, onWait = () => {}, stale = staleAfter) {
  const own = `${os.hostname()} ${process.pid} ${Date.now()}`;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  /** What was seen of the lock last, and since when. */
  let seen = { touched: NaN, since: 0 };
  while (!take(file, own)) {
    const touched = touchedAt(file);
    if (touched !== seen.touched) seen = { touched, since: performance.now() };
    if (removeLeftOver(file, performance.now() - seen.since > stale)) continue;
    if (!told) onWait(read(file));
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const timer = setInterval(() => touch(file), heartbeat);
  const release = () => {
    clearInterval(timer);
    if (read(file) === own) remove(file);
  };
  process.once("exit", release);
  try {
    return await work();
  } finally {
    process.off("exit", release);
    release();
  }
}

/**
 * @param {string} file
 * @param {string} own
 */
function take(file, own) {
  try {
    fs.writeFileSync(file, own, { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    return false;
  }
}

/**
 * Removes the lock if its holder is gone.
 * @param {string} file
 * @param {boolean} silent it was not touched for long
 * @returns {boolean} whether it did
 */
function removeLeftOver(file, silent) {
  const found = read(file);
  if (!silent && !isLeftOver(found)) return false;
  const aside = `${file}.${process.pid}`;
  try {
    fs.renameSync(file, aside);
  } catch {
    return true; // Another one removed it first.
  }
  // Between looking and removing, another one may have taken it: then it gets it back.
  if (read(aside) !== found) fs.linkSync(aside, file);
  remove(aside);
  return true;
}

/** @param {string} file */
function touchedAt(file) {
  return fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? NaN;
}

/** @param {string} holder what the lock says */
function isLeftOver(holder) {
  const [host, pid] = holder.split(" ");
  if (host !== os.hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "ESRCH";
  }
}

/** @param {string} file */
function read(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** @param {string} file */
function remove(file) {
  fs.rmSync(file, { force: true });
}

/** @param {string} file */
function touch(file) {
  try {
    fs.utimesSync(file, new Date(), new Date());
  } catch {
    // It was taken away; there is nothing to keep fresh.
  }
}
