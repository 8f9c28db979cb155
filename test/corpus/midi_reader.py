"""A MIDI reader of its own that reads as this project does, or as pretty_midi does, in each point where the two differ.

It tells why they differ on a file: a difference is explained when the reader gives our notes with none of the points
taken from pretty_midi, and theirs with all. The points that matter for a file are those without which it would not.
"""
import bisect
import struct

POINTS = {
    "ends-all": "a note-off ends all sounding notes of its pitch, not the oldest only",
    "program-at-end": "a note belongs to the program at its end, not at its start",
    "first-track-tempo": "only the first track's tempo counts, not that of any track",
    "after-end": "events after End of Track are played",
    "sysex-status": "a system exclusive message is repeated by running status, instead of the channel event before it",
    "unknown-wait": "the wait before a meta event of an unknown type is lost",
    "long-tempo": "a tempo event with more than three bytes counts",
}


# Types of meta events that mido knows.
KNOWN = {0, 1, 2, 3, 4, 5, 6, 7, 9, 0x20, 0x21, 0x2F, 0x51, 0x54, 0x58, 0x59, 0x7F}


class Damaged(Exception):
    pass


def read(data, theirs):
    """[drum, program, [pitch, velocity, start, end]...] for each part of the file; `theirs`: points as in pretty_midi."""
    size, kind, count, division = struct.unpack(">LHHH", data[4:14])
    at, tracks = 8 + size, []
    while len(tracks) < count and at + 8 <= len(data):
        length = struct.unpack(">L", data[at + 4 : at + 8])[0]
        if data[at : at + 4] == b"MTrk":
            tracks.append(list(events(data, at + 8, at + 8 + length, theirs)))
        at += 8 + length
    seconds = clock(tracks, kind, division, theirs)
    parts = {}
    for number, track in enumerate(tracks):
        for channel, program, pitch, velocity, start, end in notes(track, theirs):
            part = parts.setdefault((number, channel, program), [])
            part.append([pitch, velocity, seconds(number, start), seconds(number, end)])
    return [[channel == 9, program, rows] for (_, channel, program), rows in parts.items()]


def events(data, at, end, theirs):
    """(tick, status, data bytes); a meta event's type is the first of its data."""
    tick, running = 0, 0

    def number():
        nonlocal at
        value = 0
        while True:
            if at >= len(data):
                raise Damaged
            value = value << 7 | data[at] & 0x7F
            at += 1
            if data[at - 1] < 0x80:
                return value

    while at != end if "after-end" in theirs else at < end:
        wait = number()
        tick += wait
        if at >= len(data):
            raise Damaged
        status = data[at]
        repeated = status < 0x80
        if repeated:
            status = running
            at += status in (0xF0, 0xF7)  # mido reads it, and forgets it
        else:
            at += 1
        if status < 0xF0 or "sysex-status" in theirs and status != 0xFF:
            running = status
        if status == 0:
            raise Damaged
        if status >= 0xF0:
            body = b""
            if status == 0xFF:
                body, at = data[at : at + 1], at + 1
                if "unknown-wait" in theirs and body[0] not in KNOWN:
                    tick -= wait
            length = number()
            body, at = body + data[at : at + length], at + length
            yield tick, status, body
            if body[:1] == b"\x2f" and status == 0xFF and "after-end" not in theirs:
                return
        else:
            length = 1 if status & 0xF0 in (0xC0, 0xD0) else 2
            yield tick, status, data[at : at + length]
            at += length


def notes(track, theirs):
    programs, sounding = [0] * 16, {}
    for tick, status, body in track:
        kind, channel = status & 0xF0, status & 0x0F
        if status >= 0xF0:
            continue
        if kind == 0xC0:
            programs[channel] = body[0]
        elif kind == 0x90 and body[1] > 0:
            sounding.setdefault((channel, body[0]), []).append((tick, body[1], programs[channel]))
        elif kind in (0x80, 0x90):
            waiting = sounding.get((channel, body[0]), [])
            if "ends-all" in theirs:
                ended = [note for note in waiting if note[0] != tick]
                waiting[:] = [note for note in waiting if note[0] == tick] if ended else []
            else:
                ended, waiting[:] = waiting[:1], waiting[1:]
            for start, velocity, program in ended:
                if start != tick:
                    program = programs[channel] if "program-at-end" in theirs else program
                    yield channel, program, body[0], velocity, start, tick


def clock(tracks, kind, division, theirs):
    """seconds(track, tick)"""
    if division >= 0x8000:  # pretty_midi refuses such a file
        frames = 256 - (division >> 8)
        rate = (30000 / 1001 if frames == 29 else frames) * (division & 255)
        return lambda track, tick: tick / rate

    def tempo_map(chosen):
        changes = []
        for track in chosen:
            for tick, status, body in track:
                right = len(body) == 4 or len(body) > 4 and "long-tempo" in theirs
                if status == 0xFF and body[:1] == b"\x51" and right and any(body[1:4]):
                    changes.append((tick, int.from_bytes(body[1:4], "big")))
        ticks, passed, scales = [0], [0.0], [0.5 / division]
        for tick, microseconds in sorted(changes, key=lambda change: change[0]):
            passed.append(passed[-1] + (tick - ticks[-1]) * scales[-1])
            ticks.append(tick)
            scales.append(microseconds / 1e6 / division)
        return ticks, passed, scales

    if "first-track-tempo" in theirs:
        maps = [tempo_map(tracks[:1])] * len(tracks)
    else:
        maps = [tempo_map([track]) for track in tracks] if kind == 2 else [tempo_map(tracks)] * len(tracks)

    def seconds(track, tick):
        ticks, passed, scales = maps[track]
        i = bisect.bisect_right(ticks, tick) - 1
        return passed[i] + (tick - ticks[i]) * scales[i]

    return seconds
