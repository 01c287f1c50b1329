/* Where the typefaces are: beside the program in a build, in share/ when it is installed. */
#ifndef FOYER_SHELL_FONTS_H
#define FOYER_SHELL_FONTS_H

#include "base/error.h"

/* The folder of the typefaces: `given`, else what FOYER_FONTS names, else `fonts` beside the
 * program, else ../share/foyer/fonts from there. The caller frees it. NULL with one sentence where
 * there is no such folder; whether it holds all that is needed is for text_create to say. */
char *fonts_find(const char *given, Error *error);

#endif
