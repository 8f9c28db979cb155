"""The skyline of each MIDI file named on standard input, by pretty_midi and the definition alone: every note against every other."""
import json
import sys
import warnings

import numpy
import pretty_midi

warnings.simplefilter("ignore")


def skyline(path):
    parts = pretty_midi.PrettyMIDI(path).instruments
    notes = [(n.pitch, n.start, n.end) for part in parts if not part.is_drum for n in part.notes]
    pitch, start, end = (numpy.array(column) for column in zip(*notes))
    sounding = (start[:, None] <= start[None, :]) & (end[:, None] > start[None, :])  # [k, m]: k sounds when m starts
    covered = (sounding & (pitch[:, None] > pitch[None, :])).any(axis=0)
    kept = {}
    for m in numpy.flatnonzero(~covered):
        kept[start[m]] = max(kept.get(start[m], (0, 0)), (int(pitch[m]), float(end[m])))
    starts = sorted(kept)
    after = starts[1:] + [float("inf")]
    return [[kept[s][0], float(s), min(kept[s][1], float(to))] for s, to in zip(starts, after)]


json.dump({path: skyline(path) for path in json.load(sys.stdin)}, sys.stdout)
