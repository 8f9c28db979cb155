import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { setTimeout as sleep } from "timers/promises";
import { root } from "../kernel/kernelspec";

export interface Execution {
  /** Where the executed notebooks and their pages are. */
  folder: string;
  status: number | null;
  stderr: string;
}

const folderOf = (run: number): string => path.join(os.tmpdir(), `executed-notebooks-${run}`);

/**
 * All notebooks, executed as a user starts them, at the preset quick: once for a run of vitest, whichever of its
 * processes asks first. The others wait.
 */
export async function executed(): Promise<Execution> {
  // vitest runs each file of tests in a process that it started itself.
  const parent = folderOf(process.ppid);
  const [folder, report] = [path.join(parent, "results"), path.join(parent, "report.json")];
  if (claim(parent)) {
    const env = { ...process.env, FRESH: "", MIDI_DIR: "" };
    // Those of the folder, committed or not.
    const command = ["setup/main.mjs", "reproduce", "--preset", "quick", "--out", folder, "--notebooks", "notebooks"];
    const { status, stderr } = spawnSync(process.execPath, command, { cwd: root, env, encoding: "utf8" });
    fs.writeFileSync(`${report}.tmp`, JSON.stringify({ status, stderr }));
    fs.renameSync(`${report}.tmp`, report);
  }
  while (!fs.existsSync(report)) await sleep(200);
  return { folder, ...JSON.parse(fs.readFileSync(report, "utf8")) };
}

function claim(folder: string): boolean {
  try {
    fs.mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** vitest calls it at the end of a run, in the process that started the others. */
export function teardown(): void {
  fs.rmSync(folderOf(process.pid), { recursive: true, force: true });
}
