import { spawn, type ChildProcess } from "child_process";
import * as fs from "fs";
import * as path from "path";
import { setTimeout as sleep } from "timers/promises";
import { jupyterEnvironment, root, venv } from "../kernel/kernelspec";

export interface LabServer {
  /** Address without a slash at the end. */
  url: string;
  token: string;
  stop(): Promise<void>;
}

export interface LabOptions {
  /** The folder that JupyterLab shows. */
  notebooks: string;
  /** A temporary folder for Jupyter's settings, signatures and run-time files. */
  scratch: string;
  dark?: boolean;
  /** Environment variables for the kernels, such as PRESET. */
  env?: Record<string, string>;
}

function writeJson(file: string, value: unknown): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(value));
}

/** Starts JupyterLab on loopback, with a token, on a free port, knowing nothing of the user's settings. */
export async function startLab({ notebooks, scratch, dark, env }: LabOptions): Promise<LabServer> {
  const environment = jupyterEnvironment(scratch);
  const settings = path.join(scratch, "settings");
  // No question about news from the network in front of the notebook.
  writeJson(path.join(scratch, "config", "labconfig", "page_config.json"), {
    disabledExtensions: { "@jupyterlab/apputils-extension:announcements": true },
  });
  writeJson(path.join(settings, "@jupyterlab", "apputils-extension", "themes.jupyterlab-settings"), {
    theme: dark ? "JupyterLab Dark" : "JupyterLab Light",
  });
  const server = spawn(
    venv("python"),
    [
      "-m",
      "jupyterlab",
      "--no-browser",
      "--ServerApp.ip=127.0.0.1",
      `--ServerApp.port=${await freePort()}`,
      `--ServerApp.root_dir=${notebooks}`,
      `--LabApp.user_settings_dir=${settings}`,
      `--LabApp.workspaces_dir=${path.join(scratch, "workspaces")}`,
      "--LabApp.expose_app_in_browser=True",
      `--LabApp.extra_labextensions_path=${path.join(root, "kernel", "labextensions")}`,
      ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
    ],
    { env: { ...environment, ...env }, stdio: ["ignore", "ignore", "pipe"] },
  );
  let log = "";
  server.stderr.on("data", (text) => (log += text));
  const info = await serverInfo(server, path.join(scratch, "runtime"), () => log);
  return { url: info.url.replace(/\/$/, ""), token: info.token, stop: () => stop(server) };
}

async function serverInfo(
  server: ChildProcess,
  folder: string,
  log: () => string,
): Promise<{ url: string; token: string }> {
  const file = path.join(folder, `jpserver-${server.pid}.json`);
  for (let tries = 0; tries < 600; tries++) {
    if (server.exitCode !== null) throw new Error(`JupyterLab ended at once:\n${log()}`);
    try {
      const info = JSON.parse(fs.readFileSync(file, "utf8"));
      if ((await fetch(`${info.url}api?token=${info.token}`)).ok) return info;
    } catch {
      // Not there yet.
    }
    await sleep(100);
  }
  server.kill();
  throw new Error(`JupyterLab did not answer within a minute:\n${log()}`);
}

async function freePort(): Promise<number> {
  const { createServer } = await import("net");
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** A first SIGTERM makes the server shut its kernels down and end. */
async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  const late = setTimeout(() => server.kill("SIGKILL"), 20_000);
  await ended;
  clearTimeout(late);
}
