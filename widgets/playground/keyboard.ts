/** A piano on the screen, played by pointer, by the computer's keys and by the arrows, and a MIDI instrument beside it. */
import { pitchName } from "../../lib/corpus/notes";
import { element } from "../dom";

/** The computer's keys, by their place on it, from the piano's lowest note on. */
const CODES = "KeyA KeyW KeyS KeyE KeyD KeyF KeyT KeyG KeyY KeyH KeyU KeyJ KeyK KeyO KeyL KeyP Semicolon".split(" ");
const BLACK = [1, 3, 6, 8, 10];
const KEYS = 25;
const VELOCITY = 80;

/** Hears a key go down; `velocity` 0: it is let go. */
export type Played = (pitch: number, velocity: number) => void;

export class Keyboard {
  readonly node = element("div", { class: "piano", role: "group", "aria-label": "piano: letters A to L play it too" });
  private readonly keys: HTMLButtonElement[] = [];
  private low = 60;
  private readonly held = new Map<string, number>();

  constructor(private readonly play: Played) {
    for (let i = 0; i < KEYS; i++) this.keys.push(this.key(i));
    this.node.append(...this.keys);
    this.name();
    document.addEventListener("keydown", (event) => this.press(event));
    document.addEventListener("keyup", ({ code }) => this.release(code));
    window.addEventListener("blur", () => [...this.held.keys()].forEach((code) => this.release(code)));
  }

  /** Moves the piano by octaves, as far as MIDI's pitches go. */
  shift(octaves: number): void {
    const low = this.low + 12 * octaves;
    if (low < 0 || low + KEYS > 128) return;
    this.low = low;
    this.name();
  }

  /** Shows a key as pressed or not, whoever plays it. */
  light(pitch: number, on: boolean): void {
    this.keys[pitch - this.low]?.classList.toggle("down", on);
  }

  private key(i: number): HTMLButtonElement {
    const black = BLACK.includes(i % 12);
    const key = element("button", { type: "button", class: black ? "black" : "white", tabindex: i === 0 ? 0 : -1 });
    let pitch: number | null = null;
    const up = (): void => {
      if (pitch !== null) this.sound(pitch, 0);
      pitch = null;
    };
    key.addEventListener("pointerdown", (event) => {
      key.setPointerCapture(event.pointerId);
      this.sound((pitch = this.low + i), VELOCITY);
    });
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) key.addEventListener(name, up);
    key.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
      if (step !== undefined) this.focus(i + step);
      else if (event.key !== "Enter" && event.key !== " ") return;
      else if (!event.repeat) this.sound((pitch = this.low + i), VELOCITY);
      event.preventDefault();
    });
    key.addEventListener("keyup", up);
    key.addEventListener("blur", up);
    return key;
  }

  private focus(i: number): void {
    const key = this.keys[(i + KEYS) % KEYS];
    for (const other of this.keys) other.tabIndex = other === key ? 0 : -1;
    key.focus();
  }

  private name(): void {
    this.keys.forEach((key, i) => {
      key.setAttribute("aria-label", pitchName(this.low + i));
      const letter = CODES[i]?.replace("Key", "").replace("Semicolon", ";").toLowerCase() ?? "";
      key.replaceChildren(
        element("span", { "aria-hidden": true }, i % 12 === 0 ? `${pitchName(this.low + i)} ` : "", letter),
      );
    });
  }

  private press(event: KeyboardEvent): void {
    const { code, target, repeat, ctrlKey, metaKey, altKey } = event;
    const at = CODES.indexOf(code);
    // Letters that are typed somewhere, and the browser's own shortcuts, are not music.
    if (at < 0 || repeat || ctrlKey || metaKey || altKey || this.held.has(code)) return;
    if (target instanceof Element && target.closest("select, textarea, input:not([type=range], [type=checkbox])"))
      return;
    this.held.set(code, this.low + at);
    this.sound(this.low + at, VELOCITY);
  }

  private release(code: string): void {
    const pitch = this.held.get(code);
    this.held.delete(code);
    if (pitch !== undefined) this.sound(pitch, 0);
  }

  private sound(pitch: number, velocity: number): void {
    this.light(pitch, velocity > 0);
    this.play(pitch, velocity);
  }
}

/** Listens to all MIDI instruments, those that are connected later too; resolves to what to tell the reader. */
export async function listenToMidi(play: Played): Promise<string> {
  const access = await navigator.requestMIDIAccess();
  const names = (): string[] => Array.from(access.inputs.values(), ({ name }) => name ?? "an instrument");
  const listen = (): void => {
    for (const input of access.inputs.values()) {
      input.onmidimessage = ({ data }) => {
        const [status, pitch, velocity] = data ?? [];
        if (status >> 4 === 9) play(pitch, velocity);
        else if (status >> 4 === 8) play(pitch, 0);
      };
    }
  };
  access.onstatechange = listen;
  listen();
  return names().length > 0 ? `Listening to ${names().join(", ")}.` : "No MIDI instrument is there yet; plug one in.";
}
