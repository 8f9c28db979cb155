import { execFileSync } from "child_process";
import * as fs from "fs";
import * as path from "path";
import { chromium, type Browser } from "playwright-core";
import { root } from "../kernel/kernelspec";

const folder = path.join(root, "node_modules", ".cache", "chromium");

/**
 * Unpacks the Chromium of the npm package @sparticuz/chromium, once. The package unpacks into the
 * process's temporary folder, hence a process of its own; the variable makes it unpack the few
 * shared libraries (NSS) as well that a bare machine lacks. A rename makes the result all or nothing.
 */
function unpack(): void {
  if (fs.existsSync(path.join(folder, "chromium"))) return;
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  const temporary = fs.mkdtempSync(`${folder}-`);
  execFileSync(process.execPath, ["-e", 'import("@sparticuz/chromium").then((c) => c.default.executablePath())'], {
    cwd: root,
    env: { ...process.env, TMPDIR: temporary, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" },
  });
  try {
    fs.renameSync(temporary, folder);
  } catch (error) {
    // Another process was first.
    fs.rmSync(temporary, { recursive: true, force: true });
    if (!fs.existsSync(path.join(folder, "chromium"))) throw error;
  }
}

/** Starts Chromium without a window. The caller closes it. */
export async function startChromium(): Promise<Browser> {
  unpack();
  const libraries = path.join(folder, "al2023", "lib");
  return chromium.launch({
    executablePath: path.join(folder, "chromium"),
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(":"),
    } as Record<string, string>,
  });
}
