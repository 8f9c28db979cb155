// @ts-check

/**
 * An extension of JupyterLab, as it stands, without a build. When a notebook is opened whose kernel is at work for a
 * page that was left, it asks for the unfinished cells again. The project's kernel does not run them again then: it
 * sends what they have shown so far, and goes on from there (kernel/job.cjs). Other kernels name no such cells.
 */
(() => {
  /** @type {any} JupyterLab's own modules */
  let modules;

  const notebookActions = async () => {
    const [{ get }] = /** @type {any[]} */ (Object.values(modules["@jupyterlab/notebook"]));
    return (await get())().NotebookActions;
  };

  /** @param {any} panel a notebook's widget */
  const follow = async ({ content, context, sessionContext }) => {
    await Promise.all([context.ready, sessionContext.ready]);
    const info = await sessionContext.session?.kernel?.info;
    const cells = content.widgets.filter((/** @type {any} */ cell) => info?.unfinished_cells?.includes(cell.model.id));
    if (cells.length > 0) (await notebookActions()).runCells(content, cells, sessionContext);
  };

  const plugin = {
    id: "unfinished-cells:plugin",
    autoStart: true,
    /** @param {any} app */
    activate({ shell }) {
      const seen = new WeakSet();
      const look = () => {
        for (const panel of shell.widgets("main")) {
          const isNotebook = panel.sessionContext && panel.content?.widgets && panel.context?.model?.cells;
          if (!isNotebook || seen.has(panel)) continue;
          seen.add(panel);
          follow(panel).catch((error) => console.warn("unfinished-cells:", error));
        }
      };
      shell.layoutModified.connect(look);
      look();
    },
  };

  /** @type {any} */ (globalThis)._JUPYTERLAB ??= {};
  /** @type {any} */ (globalThis)._JUPYTERLAB["unfinished-cells"] = {
    init: (/** @type {any} */ shared) => void (modules = shared),
    get: () => Promise.resolve(() => plugin),
  };
})();
