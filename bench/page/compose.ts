/** Runs in the playground's page: composes with the model that lies in it, in the page's one thread. */
import { Composer, PlayModel } from "../../lib/play";

/** Notes a second over `seconds` of composing, after some that nobody counts. */
function notesPerSecond(seconds: number): number {
  const text = atob(document.getElementById("model")!.textContent!.trim());
  const model = PlayModel.from(Uint8Array.from(text, (character) => character.charCodeAt(0)));
  const composer = new Composer(model, Array.from(model.openings[0].notes), 1);
  const compose = (milliseconds: number): number => {
    const begin = performance.now();
    let notes = 0;
    while (performance.now() - begin < milliseconds) {
      composer.next({ temperature: 0.9 });
      notes++;
    }
    return (1000 * notes) / (performance.now() - begin);
  };
  compose(1000);
  return compose(1000 * seconds);
}

Object.assign(globalThis, { notesPerSecond });
