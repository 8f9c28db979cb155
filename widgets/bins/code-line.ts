/** A line of code: to copy, and in JupyterLab to run in a cell below. */
import { element } from "../dom";
import type { Host } from "../host";

export class CodeLine {
  readonly node: HTMLElement;
  private readonly code = element("code", { class: "line", tabindex: 0 });
  private readonly said = element("span", { role: "status" });

  /** @param label of the button that runs it */
  constructor(
    host: Host,
    private readonly label: string,
  ) {
    const { run } = host;
    const copy = element("button", { onclick: () => void this.copy() }, "Copy as code");
    const use = element("button", { class: "main", onclick: () => run && void this.use(run) }, label);
    const buttons = element("div", { class: "buttons" }, copy, ...(run ? [use] : []), this.said);
    this.node = element("div", {}, this.code, buttons);
  }

  draw(line: string): void {
    if (this.code.textContent === line) return;
    this.code.textContent = line;
    this.said.textContent = "";
  }

  private get line(): string {
    return this.code.textContent ?? "";
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.line);
      this.said.textContent = "Copied.";
    } catch {
      // No permission, or a page from a file: select it, so that the usual keys copy it.
      getSelection()?.selectAllChildren(this.code);
      this.said.textContent = "It is selected: press Ctrl+C (⌘C) to copy it.";
    }
  }

  private async use(run: NonNullable<Host["run"]>): Promise<void> {
    try {
      this.said.textContent = "The cell below runs.";
      await run(this.line, (this.node.getRootNode() as ShadowRoot).host, this.label);
      this.said.textContent = "The cell below has been run.";
    } catch (error) {
      this.said.textContent = error instanceof Error ? error.message : String(error);
    }
  }
}
