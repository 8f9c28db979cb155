/**
 * JupyterLab: a container of module federation by hand, as its loader expects one of each extension, with two modules:
 * one draws our MIME type, the other remembers the application, to find the notebook that a widget is in.
 */
import type { Host } from "../host";
import { mount, soundsIn } from "../mount";
import { pictureModule } from "./picture";

export const MIME_TYPE = "application/vnd.music-seq2seq.widget+json";

// biome-ignore lint/suspicious/noExplicitAny: JupyterLab's own modules, whose types would need all its packages.
type Any = any;

let shared: Any;
let app: Any;

/** One of the modules that JupyterLab shares with its extensions. */
async function sharedModule(name: string): Promise<Any> {
  const [{ get }] = Object.values(shared[name]) as Any[];
  return (await get())();
}

/** Puts `line` into a new cell below the one whose output `place` is in, and runs it. */
async function runBelow(line: string, place: Element, kind: string): Promise<void> {
  const panels: Any[] = [...app.shell.widgets("main")];
  const panel = panels.find((panel) => panel.content?.widgets && panel.node.contains(place));
  if (!panel) throw new Error("This widget is in no notebook; copy the line to a cell.");
  const { content, sessionContext } = panel;
  const { NotebookActions } = await sharedModule("@jupyterlab/notebook");
  const at = content.widgets.findIndex((cell: Any) => cell.node.contains(place));
  const kindAt = (cell: number): unknown => content.widgets[cell]?.model.getMetadata("bins_line");
  let own = at + 1;
  while (kindAt(own) !== undefined && kindAt(own) !== kind) own++;
  // Pressed again, it runs the cell that it made the last time, with the new line.
  if (kindAt(own) === kind) content.activeCellIndex = own;
  else {
    content.activeCellIndex = own - 1;
    NotebookActions.insertBelow(content);
  }
  const { model } = content.activeCell;
  model.setMetadata("bins_line", kind);
  model.sharedModel.setSource(line);
  await NotebookActions.run(content, sessionContext);
}

const host: Host = { run: runBelow };

async function mimeModule(): Promise<Any> {
  const { Widget } = await sharedModule("@lumino/widgets");
  class Renderer extends Widget {
    renderModel(model: Any): Promise<void> {
      const html = [model.data["text/html"] ?? ""].flat().join("");
      mount((this as Any).node, model.data[MIME_TYPE], app ? host : {}, soundsIn(html));
      return Promise.resolve();
    }
  }
  const rendererFactory = {
    // Data is drawn, never run or read as markup: it may be so in notebooks that are not trusted.
    safe: true,
    mimeTypes: [MIME_TYPE],
    createRenderer: () => new Renderer(),
  };
  const widgets = { id: "music-widgets:mime", rendererFactory, rank: 0, dataType: "json" };
  return [widgets, pictureModule(Widget)];
}

const plugin = { id: "music-widgets:plugin", autoStart: true, activate: (jupyterLab: Any) => void (app = jupyterLab) };

/** Leaves the extension where JupyterLab's loader looks for it. */
export function offerToJupyterLab(): void {
  const containers: Any = ((globalThis as Any)._JUPYTERLAB ??= {});
  containers["music-widgets"] = {
    init: (modules: Any) => void (shared = modules),
    get: async (name: string) => {
      const module = name === "./mime" ? await mimeModule() : plugin;
      return () => module;
    },
  };
}
