/** What a reader would write below each exercise after Run All; each uses what the cells above have left. */
export const answers: Record<string, Record<string, string>> = {
  "01": {
    "Your own songs": "console.log((await readCorpus(corpus.folder)).skipped);",
  },
  "02": {
    "Sixteen bins": `
      const sixteen = fitNoteBins(corpus.melodies, {
        duration: { method: "quantile", count: 16 },
        velocity: { method: "quantile", count: 4 },
      });
      console.log(binCost(corpus.melodies, sixteen).singletons);`,
  },
  "03": {
    Continuation: `
      const next = makeWindows([toySequence], { timesteps: 4, stride: 2, objective: "continuation" });
      console.log(row(next.encoder(0)), row(next.target(0)));`,
    "Longer memory": "console.log(compose(songs, 6, 96).length);",
  },
  "04": {
    "Three layers": `
      const three = new Seq2Seq({ vocabulary: vocabulary.size, units: [256, 256, 256], dropout: 0, seed: 1 });
      console.log(three.parameters, article.parameters);`,
    "Top only": `
      const top = new Seq2Seq({ vocabulary: 5, units: [3, 3], dropout: 0, seed: 1, states: "top-layer" });
      await showModel(top);
      console.log(top.parameters - toy.parameters);`,
  },
  "05": {
    "Two windows": `
      const both: Batch = {
        size: 2,
        timesteps: 4,
        encoder: Int32Array.of(0, 1, 2, 3, 3, 2, 1, 0),
        decoder: Int32Array.of(-1, 0, 1, 2, -1, 3, 2, 1),
        target: Int32Array.of(0, 1, 2, 3, 3, 2, 1, 0),
      };
      let steps = 0;
      while (steps < 400 && trainStep(toy, adam, both, 100 + steps).accuracy < 1) steps++;
      if (steps === 400) throw new Error("two windows were not learned");`,
    Longer: `
      const more = makeDataset(corpus.melodies, { ...preset, epochs: preset.epochs + 1 });
      const again = await train({
        dataset: more,
        folder: folder + "/longer",
        onEpoch: whenDue(diaryFor(more, folder + "/longer"), preset.diaryEvery),
      });
      console.log(again.messages, run.model.parameters);`,
  },
  "06": {
    "Another prompt": `
      const other = data.windows.train.encoder(data.windows.train.count - 1);
      console.log(generate(run.model, [other], { length: 100 })[0].slice(0, other.length));`,
    "A held-out prompt": `
      const { test } = data.windows;
      if (test.count > 0) console.log(generate(run.model, [test.encoder(0)], { length: 100 })[0].length);`,
    Nucleus: `
      const strategy = sample({ temperature: 1.1, topP: 0.9 });
      console.log(new Set(generate(run.model, [prompt], { length: 100, strategy, seed: 7 })[0]).size);`,
    "Wrong states": `
      states = states.map((state) => tf.zerosLike(state));
      const wrong = [most(step(START))];
      while (wrong.length < 4) wrong.push(most(step(wrong[wrong.length - 1])));
      console.log(wrong.join(" "));`,
  },
  "07": {
    "A stricter stage": `
      const strict = run.diary.filter((entry) => entry.stage === 3 && entry.longestCopy! <= high);
      console.log(strict[0]?.epoch ?? "never");`,
    Sampling: `
      import { sample } from "./lib/generation";
      const strategy = sample({ temperature: 0.9 });
      const made = generate(run.model, openings(trained), { length: timesteps + length, strategy });
      console.log(mean(made.map((piece) => measure(piece.slice(timesteps)).overlap8)));`,
    "Another choice": `
      const single = await runs("one-layer", [{ name: "one layer", change: { units: [16] } }], half);
      console.log(single[0].loss);`,
  },
  "10": {
    "Your own": `
      const again = compose(play, { ...options, model: play.fingerprint });
      if (again.join() !== piece.join()) throw new Error("other notes");
      console.log(lineOf(play.name, { ...options, seed: 4 }));`,
  },
  "12": {
    "The likeliest": "console.log(compose(argmax).length);",
    "By ear": `
      const few = onsetBins(melodies, { method: "quantile", count: 4 });
      const coarse = new Multivariate(fitNoteBins(melodies, { ...binChoices(preset), gap: few }));
      console.log(coarse.decode(coarse.encode(melodies[0])).length);`,
  },
};
