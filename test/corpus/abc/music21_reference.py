"""What music21 reads in every 37th tune of the folk collection, for references.test.ts: counts and digests, no notes.

    python3 -m venv v && v/bin/pip install music21==10.5.1
    v/bin/python test/corpus/abc/music21_reference.py > test/corpus/abc/music21-reference.json

Pitches: MIDI, a chord's joined by "+". Lengths: in quarter notes, tied notes together. Grace notes left out.
"""

import hashlib
import json
import re
import warnings
from pathlib import Path

import music21

warnings.filterwarnings("ignore")
corpus = Path(music21.__file__).parent / "corpus"


def digest(values):
    return hashlib.sha256(" ".join(values).encode()).hexdigest()[:16]


tunes = []
for folder in ("airdsAirs", "miscFolk", "oneills1850", "ryansMammoth"):
    for path in sorted((corpus / folder).glob("*.abc")):
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        tunes += [(f"{folder}/{path.name}", tune) for tune in re.split(r"(?m)^(?=X:)", text) if tune.startswith("X:")]

rows = []
for file, tune in tunes[::37]:
    score = music21.converter.parse(tune, format="abc", forceSource=True)
    voice = score.parts[0] if score.parts else score
    notes = [
        note
        for note in voice.stripTies(matchByPitch=True).flatten().notes
        if not note.duration.isGrace and not isinstance(note, music21.harmony.Harmony)
    ]
    pitches = ["+".join(str(p) for p in sorted(pitch.midi for pitch in note.pitches)) for note in notes]
    lengths = [f"{float(note.quarterLength):.3f}" for note in notes]
    number = re.match(r"X:\s*(\S*)", tune)[1]
    rows.append([f"{file}#{number}", len(notes), digest(pitches), digest(lengths)])
print("[\n" + ",\n".join(" " + json.dumps(row) for row in rows) + "\n]")
