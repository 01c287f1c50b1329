/* How alike a picture of a glass and one that foyer draws are: `near GOT.png WANTED.png…` prints
 * the best share, 0 to 1, and which of them it was.
 *
 * What counts is the ink: pixels that differ from the commonest colour of either picture; on most
 * screens an empty one would be nearly right otherwise. A slide stands a little elsewhere each
 * time, so the best place within some pixels counts. A share near 1 is the same screen, another
 * screen of the same design has less than a third. */
#include <SDL.h>
#include <SDL_image.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { LEVELS = 24, SHIFT = 32, COARSE = 4, STEP = 5, COLOURS = 1 << 12 };

static SDL_Surface *load(const char *path)
{
    SDL_Surface *raw = IMG_Load(path);
    SDL_Surface *picture =
        raw != NULL ? SDL_ConvertSurfaceFormat(raw, SDL_PIXELFORMAT_RGB24, 0) : NULL;
    SDL_FreeSurface(raw);
    if (picture == NULL) {
        fprintf(stderr, "near: %s: %s\n", path, SDL_GetError());
        exit(2);
    }
    return picture;
}

static const uint8_t *pixel(const SDL_Surface *picture, int x, int y)
{
    return (const uint8_t *)picture->pixels + y * picture->pitch + 3 * x;
}

static bool alike(const uint8_t *a, const uint8_t *b)
{
    return abs(a[0] - b[0]) <= LEVELS && abs(a[1] - b[1]) <= LEVELS && abs(a[2] - b[2]) <= LEVELS;
}

/* The commonest colour, roughly. */
static void ground_find(const SDL_Surface *picture, uint8_t ground[3])
{
    static int counts[COLOURS];
    int best = 0;
    SDL_memset(counts, 0, sizeof counts);
    for (int y = 0; y < picture->h; y += STEP) {
        for (int x = 0; x < picture->w; x += STEP) {
            const uint8_t *p = pixel(picture, x, y);
            int at = p[0] >> 4 << 8 | p[1] >> 4 << 4 | p[2] >> 4;
            if (++counts[at] > best) {
                best = counts[at];
                SDL_memcpy(ground, p, 3);
            }
        }
    }
}

/* The share of ink that is the same where `wanted` is moved by dx, dy. */
static double share_at(const SDL_Surface *got, const SDL_Surface *wanted, const uint8_t ground[3],
                       int dx, int dy, int step)
{
    long ink = 0, same = 0;
    for (int y = SHIFT; y < got->h - SHIFT; y += step) {
        for (int x = SHIFT; x < got->w - SHIFT; x += step) {
            const uint8_t *a = pixel(got, x, y), *b = pixel(wanted, x - dx, y - dy);
            if (!alike(a, ground) || !alike(b, ground)) {
                ink++;
                same += alike(a, b);
            }
        }
    }
    return ink > 0 ? (double)same / (double)ink : 1;
}

static double share_best(const SDL_Surface *got, const SDL_Surface *wanted)
{
    if (got->w != wanted->w || got->h != wanted->h) {
        return 0;
    }
    uint8_t ground[3] = {0}, other[3] = {0};
    ground_find(wanted, ground);
    ground_find(got, other);
    if (!alike(ground, other)) {
        return 0;
    }
    double best = share_at(got, wanted, ground, 0, 0, STEP);
    int best_x = 0, best_y = 0;
    for (int dy = -SHIFT; dy <= SHIFT && best < 0.9; dy += COARSE) {
        for (int dx = -SHIFT; dx <= SHIFT; dx += COARSE) {
            double share = share_at(got, wanted, ground, dx, dy, 2 * STEP);
            if (share > best) {
                best = share;
                best_x = dx;
                best_y = dy;
            }
        }
    }
    for (int dy = best_y - COARSE; dy <= best_y + COARSE; dy++) {
        for (int dx = best_x - COARSE; dx <= best_x + COARSE && best < 0.99; dx++) {
            if (abs(dx) <= SHIFT && abs(dy) <= SHIFT) {
                double share = share_at(got, wanted, ground, dx, dy, STEP);
                best = share > best ? share : best;
            }
        }
    }
    return best;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: near GOT.png WANTED.png…\n");
        return 2;
    }
    SDL_Surface *got = load(argv[1]);
    double best = -1;
    const char *which = argv[2];
    for (int i = 2; i < argc; i++) {
        SDL_Surface *wanted = load(argv[i]);
        double share = share_best(got, wanted);
        if (share > best) {
            best = share;
            which = argv[i];
        }
        SDL_FreeSurface(wanted);
    }
    SDL_FreeSurface(got);
    printf("%.3f %s\n", best, which);
    return 0;
}
