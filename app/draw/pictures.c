/* See pictures.h. SDL_image does the decoding. */
#include "draw/pictures.h"

#include <SDL.h>
#include <SDL_image.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/hash.h"
#include "base/log.h"
#include "draw/shapes.h"

static const int64_t MOST_PIXELS = 64 * 1000 * 1000;
/* What is kept decoded: pictures of the size of flags, in half of the budget. */
enum { DECODED_PIXELS = 320 * 256 };
static const Color TILE = COLOR_RGB(0xECE6D8u); /* paper-deep */

/* What is known of a picture of this source. */
typedef struct Known {
    uint64_t picture,
        bytes;            /* a hash of its bytes: the same picture of another source has the same */
    bool broken;          /* it does not decode */
    SDL_Surface *decoded; /* a small one is kept: flags stand in another size on each screen */
} Known;

struct Pictures {
    Textures *textures;
    PictureSource source;
    uint64_t decoded;
    Known *known;
    size_t known_count, known_room;
    size_t decoded_bytes, decoded_most; /* of all that are kept */
};

Pictures *pictures_create(size_t budget_bytes)
{
    Pictures *pictures = calloc(1, sizeof *pictures);
    CHECK(pictures != NULL);
    pictures->decoded_most = budget_bytes / 2;
    pictures->textures = textures_create(budget_bytes - pictures->decoded_most);
    return pictures;
}

static void forget_known(Pictures *pictures)
{
    for (size_t i = 0; i < pictures->known_count; i++) {
        SDL_FreeSurface(pictures->known[i].decoded);
    }
    pictures->known_count = 0;
    pictures->decoded_bytes = 0;
}

void pictures_destroy(Pictures *pictures)
{
    if (pictures == NULL) {
        return;
    }
    forget_known(pictures);
    textures_destroy(pictures->textures);
    free(pictures->known);
    free(pictures);
}

void pictures_set_source(Pictures *pictures, PictureSource source)
{
    forget_known(pictures);
    pictures->source = source;
}

void pictures_forget(Pictures *pictures)
{
    forget_known(pictures);
    textures_clear(pictures->textures);
}

size_t pictures_bytes(const Pictures *pictures)
{
    return textures_bytes(pictures->textures) + pictures->decoded_bytes;
}

uint64_t pictures_decoded(const Pictures *pictures)
{
    return pictures->decoded;
}

static Known *find_known(const Pictures *pictures, uint64_t picture)
{
    for (size_t i = 0; i < pictures->known_count; i++) {
        if (pictures->known[i].picture == picture) {
            return &pictures->known[i];
        }
    }
    return NULL;
}

static Known *add_known(Pictures *pictures, Known known)
{
    if (pictures->known_count == pictures->known_room) {
        pictures->known_room = pictures->known_room == 0 ? 16 : pictures->known_room * 2;
        Known *all = realloc(pictures->known, pictures->known_room * sizeof *all);
        CHECK(all != NULL);
        pictures->known = all;
    }
    pictures->known[pictures->known_count] = known;
    return &pictures->known[pictures->known_count++];
}

static void set_broken(Known *known, const char *reason)
{
    log_line(LOG_WARNING, "show picture %016" PRIx64 ": %s", known->picture, reason);
    known->broken = true;
}

/* Keeps a small surface, which is then not the caller's any more, or frees it. */
static void keep_or_free(Pictures *pictures, Known *known, SDL_Surface *surface)
{
    size_t bytes = surface != NULL ? (size_t)surface->w * (size_t)surface->h * 4 : 0;
    if (bytes == 0 || bytes > DECODED_PIXELS * 4 ||
        pictures->decoded_bytes + bytes > pictures->decoded_most) {
        SDL_FreeSurface(surface);
        return;
    }
    known->decoded = surface;
    pictures->decoded_bytes += bytes;
}

/* The encoded picture, malloc'ed, or NULL. */
static unsigned char *fetch(const Pictures *pictures, uint64_t picture, size_t *count)
{
    *count = 0;
    return pictures->source.bytes == NULL
               ? NULL
               : pictures->source.bytes(pictures->source.context, picture, count);
}

static int64_t big_endian(const unsigned char *bytes, int count)
{
    int64_t value = 0;
    for (int i = 0; i < count; i++) {
        value = value << 8 | bytes[i];
    }
    return value;
}

/* The frame header's segment holds the size (ITU T.81, B.2.2); those before it are skipped. */
static bool jpeg_size(const unsigned char *bytes, size_t count, int64_t *w, int64_t *h)
{
    size_t at = 2;
    while (at + 9 <= count && bytes[at] == 0xFF) {
        unsigned char marker = bytes[at + 1];
        if (marker == 0xFF) { /* padding */
            at++;
            continue;
        }
        if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 &&
            marker != 0xCC) {
            *h = big_endian(bytes + at + 5, 2);
            *w = big_endian(bytes + at + 7, 2);
            return true;
        }
        at += 2 + (size_t)big_endian(bytes + at + 2, 2);
    }
    return false;
}

bool picture_size(const unsigned char *bytes, size_t count, int64_t *w, int64_t *h)
{
    static const unsigned char PNG[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    if (count >= 24 && memcmp(bytes, PNG, sizeof PNG) == 0) {
        *w = big_endian(bytes + 16, 4);
        *h = big_endian(bytes + 20, 4);
        return true;
    }
    return count >= 3 && bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF &&
           jpeg_size(bytes, count, w, h);
}

const char *picture_refusal(const unsigned char *bytes, size_t count)
{
    int64_t w = 0, h = 0;
    if (count > INT32_MAX || !picture_size(bytes, count, &w, &h)) {
        return "neither PNG nor JPEG";
    }
    if (w <= 0 || h <= 0) {
        return "it has no pixels";
    }
    return w > MOST_PIXELS || h > MOST_PIXELS || w * h > MOST_PIXELS ? "over 64 million pixels"
                                                                     : NULL;
}

/* The picture as ARGB8888, or NULL with the reason. */
static SDL_Surface *decode(const unsigned char *bytes, size_t count, const char **reason)
{
    *reason = picture_refusal(bytes, count);
    if (*reason != NULL) {
        return NULL;
    }
    SDL_RWops *stream = SDL_RWFromConstMem(bytes, (int)count);
    SDL_Surface *surface = IMG_LoadTyped_RW(stream, 1, bytes[0] == 0xFF ? "JPG" : "PNG");
    if (surface == NULL) {
        *reason = IMG_GetError();
        return NULL;
    }
    SDL_Surface *argb = SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_FreeSurface(surface);
    if (argb == NULL) {
        *reason = SDL_GetError();
    } else if (argb->pitch != argb->w * 4) {
        *reason = "its rows have gaps";
        SDL_FreeSurface(argb);
        argb = NULL;
    }
    return argb;
}

static void round_corners(uint32_t *pixels, int32_t w, int32_t h, int32_t radius)
{
    Shape shape = {.w = w, .h = h, .radius_px = min_i32(w, h) / 2.0};
    shape.radius_px = radius < shape.radius_px ? radius : shape.radius_px;
    for (int32_t y = 0; y < h; y++) {
        if (y >= radius && y < h - radius) {
            continue; /* straight on both sides */
        }
        for (int32_t x = 0; x < w; x++) {
            double cover = shape_cover(&shape, x, y).outer;
            uint32_t *pixel = &pixels[(size_t)y * (size_t)w + (size_t)x];
            *pixel = color_with_alpha(*pixel, (int)((double)(*pixel >> 24) * cover + 0.5));
        }
    }
}

/* The picture as it is drawn, or the quiet tile. `bytes` may be NULL: they are fetched. */
static Texture make(Pictures *pictures, Canvas *canvas, const DrawItem *item, Known *known,
                    const unsigned char *bytes, size_t count)
{
    int32_t w = item->box.w, h = item->box.h;
    const char *reason = "it can no longer be read";
    uint32_t *pixels = NULL;
    unsigned char *fetched = NULL;
    if (known->decoded != NULL) {
        pixels = picture_scale(known->decoded->pixels, known->decoded->w, known->decoded->h, w, h);
    } else if (!known->broken) {
        if (bytes == NULL) {
            bytes = fetched = fetch(pictures, known->picture, &count);
        }
        SDL_Surface *surface = bytes == NULL ? NULL : decode(bytes, count, &reason);
        if (surface != NULL) {
            pixels = picture_scale(surface->pixels, surface->w, surface->h, w, h);
            pictures->decoded++;
        } else {
            set_broken(known, reason);
        }
        keep_or_free(pictures, known, surface);
        free(fetched);
    }
    if (pixels == NULL) {
        size_t total = (size_t)w * (size_t)h;
        pixels = malloc(total * sizeof *pixels);
        CHECK(pixels != NULL);
        for (size_t i = 0; i < total; i++) {
            pixels[i] = TILE;
        }
    }
    if (item->as.image.radius > 0) {
        round_corners(pixels, w, h, item->as.image.radius);
    }
    Texture texture = canvas_texture(canvas, pixels, w, h);
    free(pixels);
    return texture;
}

void pictures_paint(Pictures *pictures, Canvas *canvas, const DrawItem *item)
{
    uint64_t picture = item->as.image.picture;
    unsigned char *bytes = NULL;
    size_t count = 0;
    Known *known = find_known(pictures, picture);
    if (known == NULL) {
        bytes = fetch(pictures, picture, &count);
        uint64_t hash = bytes != NULL ? hash_words(HASH_SEED, bytes, count) : 0;
        known = add_known(pictures, (Known){.picture = picture, .bytes = hash});
        if (bytes == NULL) {
            set_broken(known, "there is none");
        }
    }
    uint64_t name = hash_u64(hash_u64(HASH_SEED, picture), known->bytes);
    name = hash_u64(name, (uint64_t)(uint32_t)item->box.w << 32 | (uint32_t)item->box.h);
    name = hash_u64(name, (uint32_t)item->as.image.radius);
    const Texture *texture = textures_find(pictures->textures, name);
    if (texture == NULL) {
        Texture made = make(pictures, canvas, item, known, bytes, count);
        texture = textures_put(pictures->textures, name, made);
    }
    free(bytes);
    canvas_copy(canvas, texture, item->box.x, item->box.y, item->alpha);
}
