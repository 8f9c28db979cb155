/** A line that says how far something has come, updated in place. */
import { escapeHtml, showable } from "./escape";
import { COLOURS, GRID } from "../house-style";
import { newId, show } from "./output";

/** A progress line on show. */
export interface Progress {
  /** Says that `done` of `of` is done, and how long the rest will take. Shown at most four times a second. */
  update(done: number, of: number): void;
  /** Ends it: the line then says `summary`, by default that it is done. No time: a notebook run again should read the same. */
  done(summary?: string): void;
}

const PAUSE = 250; // ms

/** Seconds as people say them: 0.4 s, 12 s, 3 min 05 s, 2 h 10 min. */
export function formatTime(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
  return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, "0")} min`;
}

/** A bar filled to `share` (0-1), as HTML that needs no script and reads on light and dark. */
export function barHtml(share: number, width = 240): string {
  const percent = Math.round(100 * Math.min(1, Math.max(0, share)));
  return (
    `<div role="progressbar" aria-valuemin="0" aria-valuemax="100" aria-valuenow="${percent}" ` +
    `style="display:inline-block;width:${width}px;max-width:100%;height:8px;background-color:${GRID};border-radius:4px">` +
    `<div style="width:${percent}%;height:8px;background-color:${COLOURS.blue};border-radius:4px"></div></div>`
  );
}

/**
 * Starts a progress line.
 * @example const bar = progress("Reading"); for (…) bar.update(i, n); bar.done();
 */
export function progress(label: string): Progress {
  const id = newId();
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  let last = -Infinity;
  const say = (html: string, text: string): void => show({ "text/html": `<div>${html}</div>`, "text/plain": text }, id);
  return {
    update(done, of) {
      const now = performance.now();
      if (now - last < PAUSE) return;
      last = now;
      const left = done > 0 && done < of ? `, ${formatTime((seconds() / done) * (of - done))} left` : "";
      const text = `${showable(label)}: ${done} of ${of}${left}`;
      say(`${barHtml(of > 0 ? done / of : 0)} ${escapeHtml(text)}`, text);
    },
    done(summary) {
      const text = showable(summary ?? `${label}: done`);
      say(escapeHtml(text), text);
    },
  };
}
