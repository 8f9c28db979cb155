import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { setTimeout as sleep } from "timers/promises";
import type { Browser, Locator, Page } from "playwright-core";
import { startChromium } from "./chromium";
import { startLab, type LabServer } from "./lab-server";

/** An output as nbformat 4 defines it. */
export interface Output {
  output_type: "stream" | "display_data" | "execute_result" | "error";
  name?: string;
  text?: string | string[];
  data?: Record<string, unknown>;
  ename?: string;
  evalue?: string;
  traceback?: string[];
}

export interface JupyterLabOptions {
  dark?: boolean;
  /** Environment variables for the kernels, such as PRESET. */
  env?: Record<string, string>;
}

/** A small laptop's screen. */
const viewport = { width: 1280, height: 768 };

/** JupyterLab, on a copy of the given notebooks, in a real browser. */
export class JupyterLab {
  /** Errors that the page wrote to the browser's console, as text. */
  readonly consoleErrors: string[] = [];

  private constructor(
    /** The folder that JupyterLab shows: copies, so that whatever a test does stays there. */
    readonly folder: string,
    private readonly scratch: string,
    private readonly server: LabServer,
    readonly browser: Browser,
    public page: Page,
  ) {
    this.listen();
  }

  /** Copies the notebooks (files, or one folder) and opens JupyterLab beside them; they are untrusted there. */
  static async start(notebooks: string | readonly string[], options: JupyterLabOptions = {}): Promise<JupyterLab> {
    const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "jupyterlab-"));
    const folder = path.join(scratch, "notebooks");
    fs.mkdirSync(folder);
    if (typeof notebooks === "string") fs.cpSync(notebooks, folder, { recursive: true });
    else for (const file of notebooks) fs.copyFileSync(file, path.join(folder, path.basename(file)));
    const browser = await startChromium();
    try {
      const server = await startLab({ notebooks: folder, scratch, ...options });
      return new JupyterLab(folder, scratch, server, browser, await browser.newPage({ viewport }));
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    fs.rmSync(this.scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  /** Opens a notebook, by its path in the folder, and waits until its kernel is there, and idle unless told otherwise. */
  async open(notebook: string, { idle = true } = {}): Promise<void> {
    const { url, token } = this.server;
    await this.page.goto(`${url}/lab/tree/${encodeURI(notebook)}?token=${token}&reset`);
    await this.page.locator(".jp-NotebookPanel .jp-Cell").first().waitFor({ timeout: 60_000 });
    if (idle) await this.waitIdle();
  }

  /** Closes the browser's tab, as a reader would; the kernel goes on. A new, empty tab takes its place. */
  async closeTab(): Promise<void> {
    await this.page.close({ runBeforeUnload: false });
    this.page = await this.browser.newPage({ viewport });
    this.listen();
  }

  /** Runs all cells and waits for the last. */
  async runAll(): Promise<void> {
    await this.command("notebook:run-all-cells");
    await this.waitIdle();
  }

  /** Runs one cell (the first is 0) and waits for it, or, with wait false, only starts it. */
  async runCell(index: number, { wait = true } = {}): Promise<void> {
    await this.select(index);
    await this.command("notebook:run-cell", wait);
    if (wait) await this.waitIdle();
  }

  /** Presses the toolbar's stop button. */
  async interrupt(): Promise<void> {
    await this.page.locator('.jp-NotebookPanel-toolbar [data-jp-item-name="interrupt"]').click();
  }

  /**
   * Restarts the kernel. Once in a while, on a busy machine, JupyterLab takes the kernel for busy afterwards, though it
   * has nothing to do (cause unknown; perhaps the old kernel's last status is replayed). The menu's "Reconnect to Kernel" helps.
   */
  async restart(): Promise<void> {
    await this.page.evaluate(() => (globalThis as any).jupyterapp.shell.currentWidget.sessionContext.restartKernel());
    await this.waitIdle(30_000).catch(async () => {
      await this.command("kernelmenu:reconnect-to-kernel");
      await this.waitIdle(60_000);
    });
  }

  /** Waits until the kernel has nothing to do. */
  async waitIdle(timeout = 300_000): Promise<void> {
    await this.page.waitForFunction(
      () => {
        const context = (globalThis as any).jupyterapp?.shell.currentWidget?.sessionContext;
        return context?.isReady && context.session?.kernel?.status === "idle" && !context.pendingInput;
      },
      undefined,
      { timeout, polling: 100 },
    );
  }

  /** The outputs of each cell of the open notebook, as the saved file would have them; [] for prose. */
  async outputs(): Promise<Output[][]> {
    return this.page.evaluate(() => {
      const { cells } = (globalThis as any).jupyterapp.shell.currentWidget.content.model;
      return Array.from({ length: cells.length }, (_, i) => cells.get(i).outputs?.toJSON() ?? []);
    });
  }

  /** Makes a cell (the first is 0) the active one and scrolls to it. */
  async select(index: number): Promise<void> {
    await this.page.evaluate(async (i) => {
      const notebook = (globalThis as any).jupyterapp.shell.currentWidget.content;
      notebook.activeCellIndex = i;
      await notebook.scrollToItem(i, "start");
    }, index);
    await this.cell(index).waitFor();
  }

  /** A cell's element. JupyterLab draws only the cells near the visible part: `select` it first. */
  cell(index: number): Locator {
    return this.page.locator(`.jp-NotebookPanel .jp-Cell[data-windowed-list-index="${index}"]`);
  }

  /** Saves what the window shows. */
  async screenshot(file: string): Promise<void> {
    await this.page.screenshot({ path: file });
  }

  /** Scrolls from the notebook's head to its foot and saves `<prefix>-01.png`, `-02.png` …; returns the names. */
  async screenshots(prefix: string): Promise<string[]> {
    const files: string[] = [];
    await this.scrollTo(0);
    for (;;) {
      await this.settled();
      files.push(`${prefix}-${String(files.length + 1).padStart(2, "0")}.png`);
      await this.screenshot(files[files.length - 1]);
      if (await this.scrollPage()) return files;
    }
  }

  /** Runs one of JupyterLab's commands; they are listed in its command palette. */
  async command(id: string, wait = true): Promise<void> {
    await this.page.evaluate(
      async ([id, wait]) => {
        const done = (globalThis as any).jupyterapp.commands.execute(id);
        if (wait) await done;
      },
      [id, wait] as const,
    );
  }

  private scroller(): Locator {
    return this.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer");
  }

  private async scrollTo(top: number): Promise<void> {
    await this.scroller().evaluate((element, top) => void (element.scrollTop = top), top);
  }

  /** Scrolls on by most of a page; true when it was the last. */
  private async scrollPage(): Promise<boolean> {
    return this.scroller().evaluate((element) => {
      const before = element.scrollTop;
      element.scrollTop = before + element.clientHeight - 40;
      return element.scrollTop <= before + 1;
    });
  }

  /** Waits until nothing visible changes its size any more: plots draw late. */
  private async settled(): Promise<void> {
    let before = "";
    for (let same = 0, tries = 0; same < 3 && tries < 50; tries++) {
      await sleep(150);
      const now = await this.scroller().evaluate(
        (element) => `${element.scrollHeight} ${element.querySelectorAll("svg, img, canvas").length}`,
      );
      same = now === before ? same + 1 : 0;
      before = now;
    }
  }

  private listen(): void {
    this.page.on("console", (message) => {
      if (message.type() === "error") this.consoleErrors.push(message.text());
    });
    this.page.on("pageerror", (error) => this.consoleErrors.push(String(error)));
  }
}
