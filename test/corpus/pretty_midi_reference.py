"""What pretty_midi finds in each MIDI file named on standard input: parts of [drum, program, [pitch, velocity, start, end]...]."""
import json
import sys
import warnings

import pretty_midi

warnings.simplefilter("ignore")
result = {}
for path in json.load(sys.stdin):
    try:
        midi = pretty_midi.PrettyMIDI(path)
    except Exception:
        result[path] = None
        continue
    result[path] = [
        [part.is_drum, int(part.program), [[int(n.pitch), int(n.velocity), float(n.start), float(n.end)] for n in part.notes]]
        for part in midi.instruments
    ]
json.dump(result, sys.stdout)
