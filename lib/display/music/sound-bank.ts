/** The instruments: a General MIDI sound bank, TimGM6mb.sf2, which the Python package pretty_midi ships (6 MB). */
import * as fs from "fs";
import * as path from "path";
import { keep } from "../jupyter/keep";

const ROOT = path.resolve(__dirname, "../../..");

/**
 * Path of the sound bank: `SOUND_BANK` if that is set, else the one in the project's `.venv`.
 * @throws when there is none.
 */
export function soundBankPath(root = ROOT): string {
  const named = process.env.SOUND_BANK;
  if (named) {
    if (fs.existsSync(named)) return named;
    throw new Error(`there is no sound bank at SOUND_BANK=${named}; name a .sf2 file or unset it`);
  }
  const lib = path.join(root, ".venv", "lib");
  const pythons = fs.existsSync(lib) ? fs.readdirSync(lib).filter((name) => name.startsWith("python")) : [];
  const file = pythons
    .map((python) => path.join(lib, python, "site-packages", "pretty_midi", "TimGM6mb.sf2"))
    .find(fs.existsSync);
  if (file) return file;
  throw new Error(
    "no sound bank: .venv has no pretty_midi; run `npm start` once to set it up, or set SOUND_BANK to a .sf2 file",
  );
}

type Synth = typeof import("spessasynth_core");

/** The synthesizer's module and the loaded bank; the first call takes about 0.3 s. */
export function loadSoundBank(): Promise<{
  synth: Synth;
  bank: ReturnType<Synth["SoundBankLoader"]["fromArrayBuffer"]>;
}> {
  const file = soundBankPath();
  return keep(`sound bank ${file}`, async () => {
    const synth = await import("spessasynth_core");
    const bytes = fs.readFileSync(file);
    const bank = synth.SoundBankLoader.fromArrayBuffer(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
    );
    return { synth, bank };
  });
}
