"""symusic: each file, times in seconds, and of it the track with the most notes that is not percussion."""
from concurrent.futures import ThreadPoolExecutor

import symusic

from serve import serve, timed


def melody(file):
    try:
        score = symusic.Score(file, ttype="second")
    except Exception:
        return None
    tracks = [track for track in score.tracks if not track.is_drum]
    return max(tracks, key=lambda track: len(track.notes)).notes if tracks else None


def all_melodies(files, threads):
    if threads == 1:
        return [notes for notes in map(melody, files) if notes]
    # It lets go of Python's lock while it reads, so that threads help.
    portions = [files[start : start + 64] for start in range(0, len(files), 64)]
    with ThreadPoolExecutor(threads) as pool:
        return [notes for some in pool.map(lambda portion: all_melodies(portion, 1), portions) for notes in some]


def read(folder, files, threads=1):
    seconds, melodies = timed(lambda: all_melodies(files, threads))
    return {"seconds": seconds, "files": len(files), "melodies": len(melodies), "notes": sum(map(len, melodies))}


serve({"read": read})
