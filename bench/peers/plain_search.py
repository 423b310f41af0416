"""Search the same notes with the standard library's sqlite3, in a process of its own: the peer of search_p95.

Reads {"notes": [...], "queries": [...]} on standard input and prints the seconds of each query as JSON.
"""

import json
import sqlite3
import sys
import time

given = json.load(sys.stdin)
base = sqlite3.connect(given["path"])
base.execute("PRAGMA secure_delete=ON")
base.execute("CREATE TABLE cases (id INTEGER PRIMARY KEY, number TEXT, alias TEXT)")
base.execute("CREATE TABLE entries (id INTEGER PRIMARY KEY, case_id INTEGER, kind TEXT, text TEXT)")
base.execute(
    "CREATE VIRTUAL TABLE words USING fts5(folded, content='', tokenize='unicode61 remove_diacritics 2')"
)
base.executemany("INSERT INTO cases VALUES (?, ?, ?)", [(n, f"2025-{n}", f"casus {n}") for n in range(5000)])
for number, note in enumerate(given["notes"], 1):
    base.execute("INSERT INTO entries VALUES (?, ?, 'contributions', ?)", (number, number % 5000, note))
    base.execute("INSERT INTO words (rowid, folded) VALUES (?, ?)", (number, note))
base.commit()
seconds = []
for query in given["queries"]:
    match = " ".join(f'"{word}"' for word in query.split()) + "*"
    began = time.perf_counter()
    base.execute(
        "SELECT e.id, e.case_id, e.kind, e.text, c.number, c.alias FROM words JOIN entries e "
        "ON e.id = words.rowid JOIN cases c ON c.id = e.case_id WHERE words MATCH ? ORDER BY rank LIMIT 50",
        (match,),
    ).fetchall()
    seconds.append(time.perf_counter() - began)
json.dump(seconds, sys.stdout)
