/* See desk.h. */
#include "staff/desk.h"

#include <SDL.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "shell/options.h"

int verb_desk(int argc, char **argv)
{
    static const char *const places[] = {"foyer-desk", "../libexec/foyer/foyer-desk"};
    char path[4096];
    Error error = {""};
    char *base = SDL_GetBasePath(); /* ends in a slash */
    char **words = calloc((size_t)argc + 2, sizeof *words);
    for (size_t i = 0; words != NULL && i < sizeof places / sizeof places[0]; i++) {
        (void)snprintf(path, sizeof path, "%s%s", base != NULL ? base : "./", places[i]);
        words[0] = path;
        memcpy(words + 1, argv, (size_t)argc * sizeof *words);
        (void)execv(path, words);
    }
    (void)error_set(&error, "the desk's program foyer-desk cannot be started: %s", strerror(errno));
    free(words);
    SDL_free(base);
    return options_refuse("desk", &error);
}
