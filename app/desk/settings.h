/* Settings: desk.txt, where the screens are that are published to, how large they are, and by which
 * names the desk itself is asked for. In the same form as foyer.txt: `name = value`, # begins a
 * remark; but most names may stand there several times. */
#ifndef FOYER_DESK_SETTINGS_H
#define FOYER_DESK_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum { DESK_SCREENS_MOST = 64, DESK_SIZES_MOST = 8, DESK_NAMES_MOST = 8 };

typedef struct DeskScreen {
    char name[100];   /* as staff call it: "Lobby" */
    char where[1000]; /* a data file's path, or HOST:PATH for rsync over ssh */
} DeskScreen;

typedef struct DeskSettings {
    DeskScreen screens[DESK_SCREENS_MOST]; /* screen = NAME: WHERE */
    int screen_count;
    struct {
        int32_t w, h;                 /* px */
    } sizes[DESK_SIZES_MOST];         /* size = WxH */
    int size_count;                   /* 1 or more */
    char names[DESK_NAMES_MOST][256]; /* name = HOST: besides those the computer has itself */
    int name_count;
    char wrong[2000]; /* the lines that are not understood, a sentence each; empty: none */
} DeskSettings;

/* What `count` bytes, whatever they are, set. */
void desk_settings_parse(const char *bytes, size_t count, DeskSettings *out);

/* Reads `path`; a file that is not there gives the standard. Lines that are not understood are
 * named in `wrong`, and the others count. False only where it is there and cannot be read. */
bool desk_settings_read(const char *path, DeskSettings *out, Error *error);

#endif
