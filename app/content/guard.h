/* Guard: opens a database that may be anybody's, for the files of this folder only.
 *
 * What can be told from the first bytes is told before SQLite sees the file; SQLite then gets it
 * with every guard it has against a hostile file (sqlite.org/security.html): read-only, defensive,
 * schema not trusted, cells checked, nothing memory-mapped, limits lowered. */
#ifndef FOYER_CONTENT_GUARD_H
#define FOYER_CONTENT_GUARD_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

enum { GUARD_HEADER_BYTES = 100, GUARD_FILE_BYTES_MOST = 256 * 1000 * 1000 };

/* Reads the beginning of a data file: false, with the reason in staff's words, for what is no file,
 * too large, no SQLite database, another program's, of another version, cut off, or in WAL mode
 * without its log. */
bool guard_read_header(const char *path, unsigned char header[GUARD_HEADER_BYTES], Error *error);

/* Whether a file with this header keeps its changes in a write-ahead log. */
bool guard_is_wal(const unsigned char *header);

typedef enum GuardMode { GUARD_READ, GUARD_WRITE, GUARD_CREATE } GuardMode;

/* Opens it; SQLite's code. `*db` is the caller's to close whatever the code, and NULL where there
 * is no memory. Of a file held in memory the connection has a copy of its own, which can be read
 * only; with GUARD_CREATE it is empty, and whoever fills it writes it to the file. */
int guard_open(const char *path, GuardMode mode, sqlite3 **db);

/* Whether the path is that of a file held in memory: /proc/self/fd/N. */
bool guard_is_memory(const char *path);

/* Says in staff's words why SQLite's last call failed while it was `reading` a part of the file,
 * and logs SQLite's own. False. */
bool guard_fail(sqlite3 *db, const char *path, const char *reading, Error *error);

#endif
