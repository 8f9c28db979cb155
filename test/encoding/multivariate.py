"""What NumPy makes of the notes that pretty_midi reads, for multivariate.test.ts. Gets the folder, each file's melody by its
pitches and ends, the inner edges and what each bin stands for; gives the steps and the decoding errors, with and without gaps."""
import json
import os
import sys
import warnings

import numpy as np
import pretty_midi

warnings.simplefilter("ignore")
given = json.load(sys.stdin)
edges, values = given["edges"], {name: np.asarray(v) for name, v in given["values"].items()}
steps, sums = {}, {True: [], False: []}
for file, (pitches, ends) in given["melodies"].items():
    try:
        parts = pretty_midi.PrettyMIDI(os.path.join(given["folder"], file)).instruments
    except Exception:  # some files are damaged on purpose; the test counts those that are left
        continue
    tables = [np.array(sorted((n.start, n.pitch, n.end, n.velocity) for n in part.notes)) for part in parts if part.notes]
    # pretty_midi ends some notes of a pitch that sounds twice elsewhere (midi_reader.py): such melodies are left out.
    table = next((t for t in tables if t[:, 1].tolist() == pitches and np.allclose(t[:, 2], ends, 0, 1e-6)), None)
    if table is None:
        continue
    start, pitch, end, velocity = table.T
    length, gap = end - start, np.append(np.diff(start), end[-1] - start[-1])
    bins = {name: np.digitize(column, edges[name]) for name, column in
            (("velocity", velocity), ("duration", length), ("gap", gap))}
    steps[file] = np.stack([pitch.astype(int), *bins.values()], 1).ravel().tolist()
    heard = {name: values[name][column] for name, column in bins.items()}
    for gaps in (True, False):
        step = heard["gap" if gaps else "duration"]
        for a in range(0, len(start), given["passage"]):
            z = slice(a, min(a + given["passage"], len(start)))
            true, made = start[z] - start[a], np.append(0, np.cumsum(step[z])[:-1])
            rest = true[1:] - (true + length[z])[:-1] > given["rest"] - 1e-9
            now = made[1:] - (made + heard["duration"][z])[:-1] > given["rest"] - 1e-9
            chord, still = np.diff(true) < given["together"], np.diff(made) < given["together"]
            sums[gaps].append({
                "velocity": (heard["velocity"] - velocity)[z] ** 2, "duration": (heard["duration"] - length)[z] ** 2,
                "gap": (np.diff(made) - np.diff(true)) ** 2, "onset": np.abs(made - true),
                "chords": still[chord], "rests": now[rest], "newRests": now[~rest]})
errors = {}
for gaps, rows in sums.items():
    mean = {name: float(np.concatenate([row[name] for row in rows]).mean()) for name in rows[0]}
    errors["multivariate" if gaps else "pseudo-notes"] = {
        name: value**0.5 if name in ("velocity", "duration", "gap") else value for name, value in mean.items()}
json.dump({"steps": steps, "errors": errors}, sys.stdout)
