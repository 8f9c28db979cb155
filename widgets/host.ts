/** What shows a widget: JupyterLab, an exported page, the playground. */
export interface Host {
  /**
   * Runs one line of code in a new cell below the widget at `place`, or in the one that a line of the same `kind` was run
   * in; left out where there is no kernel.
   */
  run?: (line: string, place: Element, kind: string) => Promise<void>;
}
