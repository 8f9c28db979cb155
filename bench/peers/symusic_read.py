"""symusic: each file, times in seconds, and of it the track with the most notes that is not percussion."""
import symusic

from serve import serve, timed


def melody(file):
    try:
        score = symusic.Score(file, ttype="second")
    except Exception:
        return None
    tracks = [track for track in score.tracks if not track.is_drum]
    return max(tracks, key=lambda track: len(track.notes)).notes if tracks else None


def read(folder, files):
    seconds, melodies = timed(lambda: [notes for notes in map(melody, files) if notes])
    return {"seconds": seconds, "files": len(files), "melodies": len(melodies), "notes": sum(map(len, melodies))}


serve({"read": read})
