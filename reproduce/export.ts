/**
 * `npm run export`: the trained model of a run's folder (RUN), or of a Keras file (KERAS), as files for others in the
 * folder TO.
 */
import { exportModel, importKeras } from "../lib/exchange";
import { amountDone, openRun } from "../lib/training";

async function main(): Promise<void> {
  const { RUN, KERAS, TO } = process.env;
  if (!TO || !(RUN || KERAS)) throw new Error("Call it by npm run export.");
  if (KERAS) {
    const model = await importKeras(KERAS);
    await exportModel(model, TO);
    console.log(`${TO}: ${KERAS} as safetensors, Keras and ONNX files; without its optimizer's state.`);
    return;
  }
  const run = await openRun(RUN!);
  if (!run) throw new Error(`There is no trained model in ${RUN}; train one first: npm run reproduce.`);
  try {
    const { preset, ...position } = run.state;
    const { learningRate, clipNorm } = preset;
    const model = await run.model();
    const optimizer = { learningRate, clipNorm, state: await run.optimizer() };
    await exportModel(model, TO, { vocabulary: run.vocabulary, optimizer });
    for (const message of run.messages) console.log(message);
    console.log(`${TO}: the model after ${amountDone(position)}, as safetensors, Keras and ONNX files.`);
  } finally {
    await run.close();
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
