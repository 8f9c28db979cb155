/** Elements, made in one call each. */

type Attributes = Record<string, string | number | boolean | undefined | ((event: never) => void)>;
type Child = Node | string;

/**
 * Attributes: `onclick: f` listens, true and false set and leave out (`aria-…` says them in words). Children that
 * are strings are text, never markup.
 */
function fill<E extends Element>(made: E, attributes: Attributes, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value as (event: Event) => void);
    else if (typeof value === "boolean" && !name.startsWith("aria-")) made.toggleAttribute(name, value);
    else if (value !== undefined) made.setAttribute(name, String(value));
  }
  made.append(...children);
  return made;
}

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

export function drawn<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

/** Sets attributes anew. */
export function update(existing: Element, attributes: Attributes): void {
  fill(existing, attributes, []);
}

/** Calls `draw` with the width of `place` now and whenever it changes. */
export function onWidth(place: Element, draw: (width: number) => void): void {
  let before = 0;
  new ResizeObserver(([{ contentRect }]) => {
    const width = Math.floor(contentRect.width);
    if (width > 0 && width !== before) draw((before = width));
  }).observe(place);
}
