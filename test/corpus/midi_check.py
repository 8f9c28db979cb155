"""Compares what this project reads of MIDI files with pretty_midi. One JSON object a line on standard input:
{"data": base64, "parts": [[drum, program, [pitch, velocity, start, end]...]...] or null, "melody": [[pitch, ...]...] or null};
one a line on standard output: {"read": by whom, "reason": of the one who did not, "notes", "kinds": [...], "explained"}."""
import base64
import io
import json
import re
import sys
import warnings

import pretty_midi

import midi_reader

warnings.simplefilter("ignore")
OTHER_TRACK = "of tracks with equally many notes, another"


def signature(rows):
    """Times to the microsecond, off the halves where 1e-13 s would decide."""
    times = [[pitch, velocity, round(start * 1e6 + 0.01), round(end * 1e6 + 0.01)] for pitch, velocity, start, end in rows]
    return sorted(times, key=lambda row: (row[2], row[0], row[1], row[3]))


def same_parts(a, b):
    return signed(a) == signed(b)


def signed(parts):
    return sorted([bool(drum), program, signature(rows)] for drum, program, rows in parts)


def read_theirs(data):
    parts = pretty_midi.PrettyMIDI(io.BytesIO(data)).instruments
    return [
        [part.is_drum, int(part.program), [[int(n.pitch), int(n.velocity), float(n.start), float(n.end)] for n in part.notes]]
        for part in parts
    ]


def read_as(data, points):
    try:
        return midi_reader.read(data, points)
    except (midi_reader.Damaged, IndexError):
        return []


def kinds_of(data, ours, theirs):
    """The points in which pretty_midi reads this file otherwise, and whether they explain all of it."""
    points = set(midi_reader.POINTS)
    as_ours, as_theirs = read_as(data, set()), read_as(data, points)
    matter = [
        point
        for point in midi_reader.POINTS
        if not same_parts(read_as(data, {point}), as_ours) or not same_parts(read_as(data, points - {point}), as_theirs)
    ]
    explained = bool(matter) and same_parts(as_ours, ours) and same_parts(as_theirs, theirs)
    return [midi_reader.POINTS[point] for point in matter], explained


def compare(data, ours, melody):
    try:
        theirs = read_theirs(data)
    except Exception as error:  # mido and pretty_midi throw whatever comes
        reason = f"{type(error).__name__}: {re.sub('[0-9]+|0x[0-9a-f]+', 'N', str(error))[:70]}"
        return {"read": "neither" if ours is None else "ours", "reason": reason}
    if ours is None:
        return {"read": "theirs"}
    pitched = [rows for drum, _, rows in theirs if not drum]
    theirs_melody = max(pitched, key=len, default=[])
    result = {"read": "both", "notes": sum(len(rows) for _, _, rows in theirs), "kinds": [], "explained": True}
    if not same_parts(ours, theirs):
        result["kinds"], result["explained"] = kinds_of(data, ours, theirs)
    elif signature(melody or []) != signature(theirs_melody):
        tie = len(melody or []) == len(theirs_melody) and any(signature(rows) == signature(melody) for rows in pitched)
        result["kinds"], result["explained"] = [OTHER_TRACK], tie
    result["sameMelody"] = signature(melody or []) == signature(theirs_melody)
    return result


for line in sys.stdin:
    file = json.loads(line)
    print(json.dumps(compare(base64.b64decode(file["data"]), file["parts"], file["melody"])), flush=True)
