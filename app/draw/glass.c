/* See glass.h. The shell makes one for its window, the staff's screenshots and the tests one in
 * memory. Three ways to keep the picture:
 *   memory: a surface that a software renderer draws on;
 *   window without a GPU: the window's own surface, or, where the display hangs turned, a
 *     texture of the software renderer that the damaged boxes are copied and turned from;
 *   window with a GPU: a render-target texture, drawn on the window whole. */
#include "draw/glass.h"

#include <SDL.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/log.h"
#include "draw/png.h"
#include "draw/turn.h"

enum { BAND_PX = 32 };

typedef enum GlassKind { GLASS_MEMORY, GLASS_SOFTWARE, GLASS_GPU } GlassKind;

struct Glass {
    GlassKind kind;
    Rotation rotation;
    SDL_Renderer *renderer;
    SDL_Window *window;   /* borrowed; NULL in memory */
    SDL_Surface *surface; /* memory: the picture as it is read */
    SDL_Surface *display; /* memory: what the eye gets; the same where nothing is turned */
    SDL_Texture *kept;    /* the picture as it is read, where no surface keeps it */
    uint32_t *scratch;    /* software, turned: two bands on their way */
    Box display_size;     /* 0, 0, w, h of the display in its own px */
};

Box glass_bounds(const Glass *glass)
{
    return turn_size(glass->rotation, glass->display_size.w, glass->display_size.h);
}

struct SDL_Renderer *glass_renderer(Glass *glass)
{
    return glass->renderer;
}

/* The renderer, and the surfaces of a glass in memory. */
static void picture_free(Glass *glass)
{
    if (glass->renderer != NULL) {
        SDL_DestroyRenderer(glass->renderer);
    }
    if (glass->display != glass->surface) {
        SDL_FreeSurface(glass->display);
    }
    SDL_FreeSurface(glass->surface);
    glass->renderer = NULL;
    glass->surface = glass->display = NULL;
}

void glass_destroy(Glass *glass)
{
    if (glass == NULL) {
        return;
    }
    if (glass->kept != NULL) {
        SDL_DestroyTexture(glass->kept);
    }
    picture_free(glass);
    free(glass->scratch);
    free(glass);
}

static SDL_Surface *surface_create(Box size)
{
    return SDL_CreateRGBSurfaceWithFormat(0, size.w, size.h, 32, SDL_PIXELFORMAT_RGB888);
}

/* The surfaces of a glass in memory, and the renderer that draws on the first. */
static bool memory_make(Glass *glass, Error *error)
{
    Box size = glass->display_size;
    glass->surface = surface_create(glass_bounds(glass));
    glass->display = glass->rotation == ROTATE_0 ? glass->surface : surface_create(size);
    if (size.w > 0 && size.h > 0 && glass->surface != NULL && glass->display != NULL) {
        glass->renderer = SDL_CreateSoftwareRenderer(glass->surface);
    }
    return glass->renderer != NULL ||
           error_set(error, "make a picture of %d x %d px: %s", size.w, size.h, SDL_GetError());
}

Glass *glass_create_memory(int32_t w, int32_t h, Rotation rotation, Error *error)
{
    Glass *glass = calloc(1, sizeof *glass);
    CHECK(glass != NULL);
    glass->kind = GLASS_MEMORY;
    glass->rotation = rotation;
    glass->display_size = (Box){0, 0, w, h};
    if (!memory_make(glass, error)) {
        glass_destroy(glass);
        return NULL;
    }
    return glass;
}

/* Whether there is no window system, only the kernel's DRM. */
static bool is_on_console(void)
{
    const char *video = SDL_GetCurrentVideoDriver();
    return video != NULL && strcmp(video, "KMSDRM") == 0;
}

/* Whether the window is to be drawn by a GPU: where its driver is asked for by name, and where the
 * window system has nothing else. */
static bool wants_gpu(void)
{
    const char *driver = SDL_GetHint(SDL_HINT_RENDER_DRIVER); /* also SDL_RENDER_DRIVER */
    if (driver != NULL && driver[0] != 0) {
        return strcmp(driver, "software") != 0;
    }
    return is_on_console();
}

/* What keeps the picture, at the size the display has now. */
static bool glass_keep(Glass *glass, Error *error)
{
    int w = 0, h = 0;
    if (SDL_GetRendererOutputSize(glass->renderer, &w, &h) != 0 || w <= 0 || h <= 0) {
        return error_set(error, "find the display's size: %s", SDL_GetError());
    }
    glass->display_size = (Box){0, 0, w, h};
    SDL_Surface *window =
        glass->kind == GLASS_SOFTWARE ? SDL_GetWindowSurface(glass->window) : NULL;
    if (glass->kind == GLASS_SOFTWARE && window == NULL) {
        return error_set(error, "get the window's pixels: %s", SDL_GetError());
    }
    if (glass->kind == GLASS_SOFTWARE && glass->rotation == ROTATE_0 &&
        window->format->BytesPerPixel == 4) {
        return true;
    }
    Box size = glass_bounds(glass);
    uint32_t format = glass->kind == GLASS_GPU ? SDL_PIXELFORMAT_ARGB8888 : SDL_PIXELFORMAT_RGB888;
    glass->kept =
        SDL_CreateTexture(glass->renderer, format, SDL_TEXTUREACCESS_TARGET, size.w, size.h);
    if (glass->kept == NULL || SDL_SetRenderTarget(glass->renderer, glass->kept) != 0) {
        return error_set(error, "make a picture of %d x %d px: %s", size.w, size.h, SDL_GetError());
    }
    SDL_SetTextureBlendMode(glass->kept, SDL_BLENDMODE_NONE);
    return true;
}

Glass *glass_create_window(struct SDL_Window *window, Rotation rotation, Error *error)
{
    Glass *glass = calloc(1, sizeof *glass);
    CHECK(glass != NULL);
    glass->rotation = rotation;
    glass->window = window;
    if (wants_gpu()) {
        uint32_t flags =
            SDL_RENDERER_ACCELERATED | SDL_RENDERER_TARGETTEXTURE | SDL_RENDERER_PRESENTVSYNC;
        glass->kind = GLASS_GPU;
        glass->renderer = SDL_CreateRenderer(window, -1, flags);
        if (glass->renderer == NULL) {
            log_line(LOG_WARNING, "draw with a GPU: %s; drawing without one", SDL_GetError());
        }
    }
    if (glass->renderer == NULL) {
        /* Else a window's surface goes through GL without telling; on the bare console there is no
         * other way. */
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, is_on_console() ? "opengles2" : "0");
        /* Made for the window and not for its surface: it outlives a change of size. */
        glass->kind = GLASS_SOFTWARE;
        glass->renderer = SDL_CreateRenderer(window, -1, SDL_RENDERER_SOFTWARE);
    }
    bool done = glass->renderer != NULL
                    ? glass_keep(glass, error)
                    : error_set(error, "draw on the window: %s", SDL_GetError());
    if (!done) {
        glass_destroy(glass);
        return NULL;
    }
    return glass;
}

bool glass_resize(Glass *glass, Error *error)
{
    if (glass->kind == GLASS_MEMORY) {
        return true;
    }
    SDL_SetRenderTarget(glass->renderer, NULL);
    if (glass->kept != NULL) {
        SDL_DestroyTexture(glass->kept);
        glass->kept = NULL;
    }
    free(glass->scratch);
    glass->scratch = NULL;
    return glass_keep(glass, error);
}

bool glass_turn(Glass *glass, Rotation rotation, Error *error)
{
    glass->rotation = rotation;
    if (glass->kind != GLASS_MEMORY) {
        return glass_resize(glass, error);
    }
    picture_free(glass);
    return memory_make(glass, error);
}

Rotation glass_rotation(const Glass *glass)
{
    return glass->rotation;
}

static Pixels pixels_of(SDL_Surface *surface, int32_t x, int32_t y)
{
    uint32_t *pixels = surface->pixels;
    ptrdiff_t stride = surface->pitch / 4;
    return (Pixels){pixels + y * stride + x, stride};
}

/* Turns a box of the picture onto the display in memory. */
static void present_memory(Glass *glass, Box box)
{
    if (glass->display != glass->surface) {
        Box at = turn_box(glass->rotation, box, glass->surface->w, glass->surface->h);
        turn_pixels(glass->rotation, pixels_of(glass->surface, box.x, box.y), box.w, box.h,
                    pixels_of(glass->display, at.x, at.y));
    }
}

/* Copies a box of the kept texture, at most BAND_PX high, to the window's surface, turned. */
static void present_band(Glass *glass, SDL_Surface *window, Box box)
{
    const uint32_t format = SDL_PIXELFORMAT_RGB888;
    Box bounds = glass_bounds(glass);
    Box at = turn_box(glass->rotation, box, bounds.w, bounds.h);
    SDL_Rect from = {box.x, box.y, box.w, box.h};
    Pixels picture = {glass->scratch, box.w};
    if (SDL_RenderReadPixels(glass->renderer, &from, format, picture.first, box.w * 4) != 0) {
        return;
    }
    if (window->format->format == format) {
        turn_pixels(glass->rotation, picture, box.w, box.h, pixels_of(window, at.x, at.y));
        return;
    }
    Pixels turned = {glass->scratch + (ptrdiff_t)bounds.w * BAND_PX, at.w};
    turn_pixels(glass->rotation, picture, box.w, box.h, turned);
    unsigned char *to = window->pixels;
    to += (ptrdiff_t)at.y * window->pitch + (ptrdiff_t)at.x * window->format->BytesPerPixel;
    SDL_ConvertPixels(at.w, at.h, format, turned.first, at.w * 4, window->format->format, to,
                      window->pitch);
}

/* The whole box, in bands that stay in the processor's cache from one copy to the next. */
static void present_turned(Glass *glass, SDL_Surface *window, Box box)
{
    if (glass->scratch == NULL) {
        size_t band = (size_t)glass_bounds(glass).w * BAND_PX;
        glass->scratch = malloc(2 * band * sizeof *glass->scratch);
        CHECK(glass->scratch != NULL);
    }
    for (int32_t y = box.y; y < box_bottom(box); y += BAND_PX) {
        present_band(glass, window, (Box){box.x, y, box.w, min_i32(BAND_PX, box_bottom(box) - y)});
    }
}

static bool present_software(Glass *glass, const Box *boxes, int count)
{
    SDL_Surface *window = SDL_GetWindowSurface(glass->window);
    /* A surface of another size is that of a window whose change the shell has yet to hear of. */
    if (window == NULL || window->w != glass->display_size.w ||
        window->h != glass->display_size.h) {
        return window != NULL;
    }
    Box bounds = glass_bounds(glass);
    SDL_Rect *rects = malloc((size_t)count * sizeof *rects);
    CHECK(rects != NULL);
    for (int i = 0; i < count; i++) {
        if (glass->kept != NULL) {
            present_turned(glass, window, boxes[i]);
        }
        Box at = turn_box(glass->rotation, boxes[i], bounds.w, bounds.h);
        rects[i] = (SDL_Rect){at.x, at.y, at.w, at.h};
    }
    bool shown = SDL_UpdateWindowSurfaceRects(glass->window, rects, count) == 0;
    free(rects);
    return shown;
}

static bool present_gpu(Glass *glass)
{
    Box bounds = glass_bounds(glass);
    /* SDL turns a copy around its middle. */
    SDL_FRect to = {(float)(glass->display_size.w - bounds.w) / 2.0f,
                    (float)(glass->display_size.h - bounds.h) / 2.0f, (float)bounds.w,
                    (float)bounds.h};
    bool shown = SDL_SetRenderTarget(glass->renderer, NULL) == 0 &&
                 SDL_RenderCopyExF(glass->renderer, glass->kept, NULL, &to,
                                   90.0 * (int)glass->rotation, NULL, SDL_FLIP_NONE) == 0;
    SDL_RenderPresent(glass->renderer);
    return SDL_SetRenderTarget(glass->renderer, glass->kept) == 0 && shown;
}

bool glass_present(Glass *glass, const Box *boxes, int count)
{
    if (count <= 0) {
        return true;
    }
    bool shown = SDL_RenderFlush(glass->renderer) == 0;
    switch (glass->kind) {
    case GLASS_MEMORY:
        for (int i = 0; i < count; i++) {
            present_memory(glass, boxes[i]);
        }
        break;
    case GLASS_SOFTWARE:
        shown = present_software(glass, boxes, count) && shown;
        break;
    case GLASS_GPU:
        shown = present_gpu(glass) && shown;
        break;
    }
    return shown;
}

bool glass_blank(Glass *glass)
{
    Box all = glass_bounds(glass);
    return SDL_SetRenderDrawColor(glass->renderer, 0, 0, 0, 255) == 0 &&
           SDL_RenderClear(glass->renderer) == 0 && glass_present(glass, &all, 1);
}

Point glass_turn_point(const Glass *glass, Point window)
{
    Box bounds = glass_bounds(glass);
    return turn_point_back(glass->rotation, window, bounds.w, bounds.h);
}

/* Rows without gaps, opaque. */
static uint32_t *pixels_copy(SDL_Surface *surface)
{
    size_t w = (size_t)surface->w, h = (size_t)surface->h;
    uint32_t *pixels = malloc(w * h * sizeof *pixels);
    CHECK(pixels != NULL);
    for (size_t y = 0; y < h; y++) {
        const uint32_t *row = pixels_of(surface, 0, (int32_t)y).first;
        for (size_t x = 0; x < w; x++) {
            pixels[y * w + x] = row[x] | 0xFF000000u;
        }
    }
    return pixels;
}

bool glass_read(Glass *glass, uint32_t *out)
{
    return SDL_RenderReadPixels(glass->renderer, NULL, SDL_PIXELFORMAT_ARGB8888, out,
                                glass_bounds(glass).w * (int)sizeof *out) == 0;
}

uint32_t *glass_pixels(Glass *glass)
{
    SDL_RenderFlush(glass->renderer);
    if (glass->kind == GLASS_MEMORY) {
        return pixels_copy(glass->surface);
    }
    Box bounds = glass_bounds(glass);
    size_t count = (size_t)bounds.w * (size_t)bounds.h;
    uint32_t *pixels = calloc(count, sizeof *pixels);
    CHECK(pixels != NULL);
    (void)glass_read(glass, pixels);
    for (size_t i = 0; i < count; i++) {
        pixels[i] |= 0xFF000000u;
    }
    return pixels;
}

uint32_t *glass_display_pixels(Glass *glass)
{
    CHECK(glass->kind == GLASS_MEMORY);
    SDL_RenderFlush(glass->renderer);
    return pixels_copy(glass->display);
}

void *glass_png(Glass *glass, size_t *count)
{
    Box bounds = glass_bounds(glass);
    uint32_t *pixels = glass_pixels(glass);
    void *bytes = png_encode(pixels, bounds.w, bounds.h, count);
    free(pixels);
    return bytes;
}

bool glass_save(Glass *glass, const char *path, Error *error)
{
    size_t count = 0;
    void *bytes = glass_png(glass, &count);
    if (bytes == NULL) {
        return error_set(error, "there is not enough memory for a picture");
    }
    FILE *file = fopen(path, "wb");
    bool saved = file != NULL && fwrite(bytes, 1, count, file) == count;
    saved = file != NULL && fclose(file) == 0 && saved;
    if (!saved) {
        (void)error_set(error, "write a picture to %s: %s", path, strerror(errno));
    }
    free(bytes);
    return saved;
}
