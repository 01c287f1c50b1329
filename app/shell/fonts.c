/* See fonts.h. */
#include "shell/fonts.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static char *copy_of(const char *text, Error *error)
{
    char *copy = strdup(text);
    if (copy == NULL) {
        error_set(error, "there is no memory left");
    }
    return copy;
}

char *fonts_find(const char *given, Error *error)
{
    const char *named = given != NULL ? given : getenv("FOYER_FONTS");
    if (named != NULL && named[0] != '\0') {
        if (!is_folder(named)) {
            error_set(error, "there is no folder of typefaces %s (%s)", named,
                      given != NULL ? "--fonts" : "FOYER_FONTS");
            return NULL;
        }
        return copy_of(named, error);
    }
    static const char *const places[] = {"fonts", "../share/foyer/fonts",
                                         "../../share/foyer/fonts"}; /* of libexec/foyer */
    char *base = SDL_GetBasePath();                                  /* ends in a slash */
    char *found = NULL;
    for (size_t i = 0; i < sizeof places / sizeof places[0] && found == NULL; i++) {
        char path[4096];
        int length = snprintf(path, sizeof path, "%s%s", base != NULL ? base : "./", places[i]);
        if (length < (int)sizeof path && is_folder(path)) {
            found = copy_of(path, error);
        }
    }
    if (found == NULL && error->text[0] == '\0') {
        error_set(error,
                  "the typefaces are neither in %sfonts nor in %s../share/foyer/fonts; "
                  "name their folder with --fonts",
                  base != NULL ? base : "./", base != NULL ? base : "./");
    }
    SDL_free(base);
    return found;
}
