/** One volume for everything that sounds, kept from one page to the next. */
import { element } from "../dom";

const KEY = "music-widgets-volume";

const listeners = new Set<(volume: number) => void>();

/** What is kept between pages; a page without storage has the default. */
function kept(): number {
  try {
    const text = localStorage.getItem(KEY);
    const volume = Number(text);
    return text !== null && volume >= 0 && volume <= 1 ? volume : 0.8;
  } catch {
    return 0.8;
  }
}

let now: number | undefined;

/** 0 to 1. */
export const volume = (): number => (now ??= kept());

export function setVolume(to: number): void {
  now = Math.max(0, Math.min(1, to));
  try {
    localStorage.setItem(KEY, String(now));
  } catch {
    // It holds for this page.
  }
  for (const listener of listeners) listener(now);
}

/** `listener` hears of each change, until what is returned is called. */
export function onVolume(listener: (volume: number) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

// Other pages of the same reader.
globalThis.addEventListener?.("storage", ({ key }) => {
  if (key !== KEY) return;
  now = undefined;
  for (const listener of listeners) listener(volume());
});

/** A slider for it; all of them move together. */
export function volumeControl(): HTMLElement {
  const slider = element("input", {
    type: "range",
    class: "volume",
    min: 0,
    max: 100,
    value: Math.round(100 * volume()),
    oninput: () => setVolume(slider.valueAsNumber / 100),
  });
  const follow = (to: number): void => {
    if (Math.round(100 * to) !== slider.valueAsNumber) slider.value = String(Math.round(100 * to));
  };
  onVolume(follow);
  return element("label", {}, "volume ", slider);
}
