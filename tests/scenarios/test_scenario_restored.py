"""A backup that was put back: what Usher did since is answered in words, done a second time never, and missed in the audit."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tenant import Demo


def test_what_was_done_after_the_backup_is_done_no_second_time_and_its_cards_are_answered(tmp_path: Path) -> None:
    demo = Demo(tmp_path / "data")
    try:
        play(demo)
    finally:
        demo.close()


def play(demo: Demo) -> None:
    given, later, open_since = (f"{name}@fabrikam.example" for name in ("given", "later", "opensince"))
    file, copy = demo.data / "usher.sqlite", demo.data / "copy.sqlite"
    mine, his = demo.ask(f"invite {given} as Secretaries for 2 months", given)
    with closing(sqlite3.connect(file)) as running, closing(sqlite3.connect(copy)) as backup:
        running.backup(backup)
    demo.press("adam", his, "Approve", confirm=given)
    demo.until_card("olivia", mine, "Done, proven")
    demo.let_in(later)
    _, unknown = demo.ask(f"invite {open_since} as Secretaries for 2 months", open_since)
    head = demo.usher("audit", "head").stdout.strip()
    demo.kill()
    for ending in ("", "-wal", "-shm"):
        Path(f"{file}{ending}").unlink(missing_ok=True)
    shutil.copy(copy, file)

    verified = demo.usher("audit", "verify", "--head", head)
    assert (verified.returncode, "its end was cut off" in verified.stdout) == (1, True), verified.stdout
    demo.start()
    told = demo.press("adam", unknown, "Approve", confirm=open_since)
    assert ("I have no record of this card" in told, "changed nothing" in told) == (True, True)
    demo.press("adam", his, "Approve", confirm=given)
    demo.until_card("olivia", mine, "Refused", "already in Secretaries")
    again = demo.say("olivia", f"invite {later} as Secretaries for 2 months")
    demo.press("olivia", again, "Ask for approval")
    demo.until_card("olivia", again, "Refused", "already in Secretaries")
    assert {mail: len(demo.invitations(mail)) for mail in (given, later, open_since)} == {
        given: 1,
        later: 1,
        open_since: 0,
    }
    demo.behind("remove_member", group="Secretaries", person=later)
    demo.move("45m")  # Entra's cycle switches the account off
    demo.let_in(later)  # as the guide says: so it has its last day again
    assert len(demo.invitations(later)) == 1
    assert demo.usher("audit", "verify").returncode == 0
