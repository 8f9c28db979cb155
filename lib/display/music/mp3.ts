/** Samples → MP3 (LAME, compiled to WebAssembly). */
import { createMp3Encoder } from "wasm-media-encoders";
import { keep } from "../jupyter/keep";
import { SAMPLE_RATE } from "./render-sound";

/** kbit/s: 4 kB a second, clear enough for one instrument; a notebook holds a dozen players. */
export const BITRATE = 32;

/** Mono samples at `SAMPLE_RATE` as an MP3 file's bytes. */
export async function encodeMp3(samples: Float32Array): Promise<Uint8Array> {
  const encoder = await keep("mp3 encoder", createMp3Encoder);
  encoder.configure({ sampleRate: SAMPLE_RATE, channels: 1, bitrate: BITRATE, outputSampleRate: SAMPLE_RATE });
  // What the encoder returns is its own memory, overwritten by the next call.
  return Buffer.concat([Buffer.from(encoder.encode([samples])), Buffer.from(encoder.finalize())]);
}
