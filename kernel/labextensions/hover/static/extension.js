// @ts-check
/// <reference lib="dom" />

/**
 * An extension of JupyterLab, as it stands, without a build. When the mouse rests on a name in a code cell, it asks the
 * kernel about that name, as Shift+Tab does, and shows the answer beside it until the mouse goes elsewhere.
 */
(() => {
  /** How long the mouse has to rest, in milliseconds. */
  const rest = 300;
  /** Pixels between the name and the tooltip. */
  const gap = 4;

  const tooltip = document.createElement("div");
  tooltip.className = "hover-tooltip";
  tooltip.setAttribute("role", "tooltip");
  Object.assign(tooltip.style, {
    position: "fixed",
    zIndex: "10000",
    boxSizing: "border-box",
    width: "max-content",
    maxWidth: "min(44rem, calc(100vw - 16px))",
    maxHeight: "40vh",
    overflow: "auto",
    padding: "6px 10px",
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    color: "var(--jp-content-font-color1)",
    background: "var(--jp-layout-color1)",
    border: "1px solid var(--jp-border-color1)",
    boxShadow: "var(--jp-elevation-z6)",
    font: "var(--jp-code-font-size) / var(--jp-code-line-height) var(--jp-code-font-family)",
  });

  /** @type {any} what the tooltip is about, or will be once the kernel answers: {view, from, to} */
  let shown = null;
  let waiting = 0;

  const hide = () => {
    clearTimeout(waiting);
    tooltip.remove();
    shown = null;
  };

  /**
   * The name at a point of a code cell's text.
   * @param {any} view CodeMirror's
   * @param {{ x: number, y: number }} point
   */
  const nameAt = (view, point) => {
    const position = view.posAtCoords(point);
    const word = position === null ? null : view.state.wordAt(position);
    if (!word) return null;
    const [start, end] = [view.coordsAtPos(word.from, 1), view.coordsAtPos(word.to, -1)];
    const inside =
      start && end && point.x >= start.left && point.x <= end.right && point.y >= start.top && point.y <= end.bottom;
    return inside ? { view, from: word.from, to: word.to, start } : null;
  };

  /** @param {string} text @param {{ left: number, top: number, bottom: number }} name its place on the screen */
  const show = (text, { left, top, bottom }) => {
    tooltip.textContent = text;
    document.body.append(tooltip);
    const { width, height } = tooltip.getBoundingClientRect();
    const below = bottom + gap + height <= window.innerHeight;
    tooltip.style.left = `${Math.max(8, Math.min(left, window.innerWidth - width - 8))}px`;
    tooltip.style.top = `${below ? bottom + gap : Math.max(8, top - gap - height)}px`;
  };

  /** @param {any} panel a notebook's widget @param {MouseEvent} event */
  const look = async (panel, event) => {
    const cell = panel.content.widgets.find((/** @type {any} */ { node }) => node.contains(event.target));
    const view = cell?.model.type === "code" ? cell.editor?.editor : undefined;
    const name = view ? nameAt(view, event) : null;
    const kernel = panel.sessionContext.session?.kernel;
    if (!name || !kernel) return;
    shown = name;
    const code = view.state.doc.toString();
    // Jupyter counts code points. After the first letter the kernel finds the name in any case.
    const cursor_pos = [...code.slice(0, name.from)].length + 1;
    const { content } = await kernel.requestInspect({ code, cursor_pos, detail_level: 0 });
    const text = content.found && content.data["text/plain"];
    if (text && shown === name && view.state.doc.toString() === code) show(text, name.start);
  };

  const plugin = {
    id: "hover:plugin",
    autoStart: true,
    /** @param {any} app */
    activate({ shell }) {
      document.addEventListener("mousemove", (event) => {
        if (tooltip.contains(/** @type {Node} */ (event.target))) return;
        const same = shown && nameAt(shown.view, event);
        if (same && same.from === shown.from && same.to === shown.to) return;
        hide();
        const panel = shell.currentWidget;
        const onCode = event.target instanceof Element && event.target.closest(".jp-CodeCell .cm-content");
        if (!onCode || event.buttons || !panel?.content?.widgets || !panel.sessionContext) return;
        waiting = window.setTimeout(() => {
          look(panel, event).catch((error) => console.warn("hover:", error));
        }, rest);
      });
      for (const type of ["keydown", "mousedown", "wheel"]) {
        document.addEventListener(
          type,
          (event) => {
            if (!tooltip.contains(/** @type {Node} */ (event.target))) hide();
          },
          { capture: true, passive: true },
        );
      }
    },
  };

  /** @type {any} */ (globalThis)._JUPYTERLAB ??= {};
  /** @type {any} */ (globalThis)._JUPYTERLAB.hover = {
    init: () => {},
    get: () => Promise.resolve(() => plugin),
  };
})();
