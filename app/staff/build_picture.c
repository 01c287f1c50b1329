/* Pictures of staff: decoded once, to be sure that they do, and made smaller where a display would
 * only waste memory on them. */
#include <SDL_image.h>
#include <stdlib.h>
#include <string.h>

#include "content/check_file.h"
#include "draw/pictures.h"
#include "staff/build_parts.h"
#include "staff/source_file.h"

enum { SIDE_MOST = 2048, FILE_BYTES_MOST = 64000000, JPEG_QUALITY = 88 };

static bool is_written(const Build *build, const char *slug)
{
    for (size_t i = 0; i < build->picture_count; i++) {
        if (strcmp(build->pictures[i], slug) == 0) {
            return true;
        }
    }
    return false;
}

static bool remember(Build *build, const char *slug)
{
    if (build->picture_count == build->picture_room) {
        size_t room = build->picture_room * 2 + 16;
        const char **more = (const char **)arena_alloc(&build->arena, room * sizeof *more);
        if (more == NULL) {
            return false;
        }
        if (build->picture_count > 0) {
            memcpy(more, build->pictures, build->picture_count * sizeof *more);
        }
        build->pictures = more;
        build->picture_room = room;
    }
    build->pictures[build->picture_count++] = slug;
    return true;
}

/* The picture in w × h pixels, in steps of a half, each of which averages four pixels to one. Frees
 * the one it is given. NULL where there is no memory. */
static SDL_Surface *scaled(SDL_Surface *surface, int w, int h)
{
    while (surface != NULL && (surface->w > w || surface->h > h)) {
        int step_w = surface->w / 2 > w ? surface->w / 2 : w;
        int step_h = surface->h / 2 > h ? surface->h / 2 : h;
        SDL_Surface *smaller =
            SDL_CreateRGBSurfaceWithFormat(0, step_w, step_h, 32, surface->format->format);
        if (smaller != NULL && SDL_SoftStretchLinear(surface, NULL, smaller, NULL) != 0) {
            SDL_FreeSurface(smaller);
            smaller = NULL;
        }
        SDL_FreeSurface(surface);
        surface = smaller;
    }
    return surface;
}

/* Makes `picture` of a surface that is too large; its bytes go to the arena. */
static bool make_smaller(Build *build, SDL_Surface *large, WrittenPicture *picture)
{
    int longer = large->w > large->h ? large->w : large->h;
    int w = (int)((int64_t)large->w * SIDE_MOST / longer);
    int h = (int)((int64_t)large->h * SIDE_MOST / longer);
    SDL_Surface *small = scaled(SDL_ConvertSurfaceFormat(large, SDL_PIXELFORMAT_RGBA32, 0),
                                w > 0 ? w : 1, h > 0 ? h : 1);
    if (small == NULL) {
        return false;
    }
    size_t room = (size_t)small->w * (size_t)small->h * 5 + 65536;
    void *bytes = arena_alloc(&build->arena, room);
    SDL_RWops *out = bytes != NULL ? SDL_RWFromMem(bytes, (int)room) : NULL;
    bool good = false;
    if (out != NULL) {
        good = strcmp(picture->format, "png") == 0
                   ? IMG_SavePNG_RW(small, out, 0) == 0
                   : IMG_SaveJPG_RW(small, out, 0, JPEG_QUALITY) == 0;
        picture->bytes = bytes;
        picture->count = (size_t)SDL_RWtell(out);
        picture->size = (PictureSize){small->w, small->h};
        (void)SDL_RWclose(out);
    }
    SDL_FreeSurface(small);
    return good;
}

/* Decodes the file's bytes; NULL where they are no PNG or JPEG, and where they are one that the
 * check would refuse: libpng and libjpeg forgive more than it does. */
static SDL_Surface *decode(const void *bytes, size_t count, WrittenPicture *picture)
{
    SDL_RWops *in = SDL_RWFromConstMem(bytes, (int)count);
    if (in == NULL) {
        return NULL;
    }
    SDL_Surface *surface = NULL;
    PictureSize said;
    bool is_sound = check_picture_bytes(bytes, count, &said) == NULL;
    if (IMG_isPNG(in)) {
        picture->format = "png";
        surface = IMG_LoadPNG_RW(in);
    } else if (IMG_isJPG(in)) {
        picture->format = "jpeg";
        surface = IMG_LoadJPG_RW(in);
    }
    (void)SDL_RWclose(in);
    is_sound = is_sound && surface != NULL && surface->w == said.w && surface->h == said.h;
    if (!is_sound) {
        SDL_FreeSurface(surface); /* NULL is fine */
    }
    return is_sound ? surface : NULL;
}

bool build_picture_decodes(const void *bytes, size_t count, int *w, int *h)
{
    WrittenPicture picture = {.bytes = bytes, .count = count};
    bool may = bytes != NULL && picture_refusal((const unsigned char *)bytes, count) == NULL;
    SDL_Surface *surface = may ? decode(bytes, count, &picture) : NULL;
    *w = surface != NULL ? surface->w : 0;
    *h = surface != NULL ? surface->h : 0;
    SDL_FreeSurface(surface); /* NULL is fine */
    return surface != NULL;
}

/* Whether a few bytes say that they are a picture which would take all of a board's memory: a
 * folder of sources may be shown on the board itself. */
static bool is_huge(const char *bytes, size_t count)
{
    const unsigned char *p = (const unsigned char *)bytes;
    int64_t w = 0, h = 0;
    return picture_size(p, count, &w, &h) && w > 0 && h > 0 && picture_refusal(p, count) != NULL;
}

bool build_picture(Build *build, const char *path, const char *slug, const Source *source, int line,
                   Error *error)
{
    if (is_written(build, slug)) {
        return true;
    }
    size_t count;
    Error reason = {{0}};
    char *bytes = source_file_read(&build->arena, path, FILE_BYTES_MOST, &count, &reason);
    if (bytes == NULL) {
        return error_set(error, "%s:%d: the picture %s", source->path, line, reason.text);
    }
    WrittenPicture picture = {.slug = slug, .bytes = bytes, .count = count};
    bool may = !is_huge(bytes, count);
    SDL_Surface *surface = may && count > 0 ? decode(bytes, count, &picture) : NULL;
    if (surface == NULL && may) {
        return error_set(error,
                         "%s:%d: the picture %s is no PNG or JPEG, or is damaged: save it "
                         "again as one of them",
                         source->path, line, path);
    }
    bool good = surface != NULL;
    if (good) {
        picture.size = (PictureSize){surface->w, surface->h};
    }
    if (good && (surface->w > SIDE_MOST || surface->h > SIDE_MOST)) {
        good = make_smaller(build, surface, &picture);
    }
    SDL_FreeSurface(surface); /* NULL is fine */
    if (!good) {
        return error_set(error,
                         "%s:%d: the picture %s is too large: make it at most %d pixels a "
                         "side",
                         source->path, line, path, SIDE_MOST);
    }
    if ((build_writes(build) && !writer_picture(build->writer, &picture, &reason)) ||
        !remember(build, slug)) {
        return error_set(error, "%s:%d: the picture %s: %s", source->path, line, path, reason.text);
    }
    build->counts.pictures++;
    return true;
}
