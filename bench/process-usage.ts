/** What the operating system says of a process. Linux only; null elsewhere and for processes that have ended. */
import * as fs from "fs";

/** Clock ticks per second in /proc, on every Linux we know of (USER_HZ). */
const TICKS = 100;

/** CPU time of all its threads so far, s. */
export function cpuSeconds(pid: number): number | null {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The name, in parentheses, may hold anything. utime and stime are fields 14 and 15, the state after the name is 3.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** The most memory it has held at one time, bytes. */
export function peakMemory(pid: number): number | null {
  const line = /^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`) ?? "");
  return line && Number(line[1]) * 1024;
}

/** CPU time that the whole machine has spent working so far, s. */
export function machineBusySeconds(): number | null {
  const line = /^cpu +(.*)$/m.exec(read("/proc/stat") ?? "");
  if (!line) return null;
  const [user, nice, system, , , irq, softIrq, steal] = line[1].split(" ").map(Number);
  return (user + nice + system + irq + softIrq + (steal || 0)) / TICKS;
}

function read(file: string): string | null {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
