/* Compares a picture with the one it should be: `golden WANTED.png GOT.png [LEVELS]`.
 *
 * Called by tests/pictures/check for each picture kept here, and by tests/package/cross. A
 * difference of two levels in a channel (or of LEVELS) is rounding; more than that, in more than
 * one pixel of ten thousand, is a change that someone must look at: 1, with where it begins. */
#include <SDL.h>
#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>

enum { LEVELS = 2, PART = 10000 };

static SDL_Surface *load(const char *path)
{
    SDL_Surface *raw = IMG_Load(path);
    SDL_Surface *picture =
        raw != NULL ? SDL_ConvertSurfaceFormat(raw, SDL_PIXELFORMAT_RGB24, 0) : NULL;
    SDL_FreeSurface(raw);
    if (picture == NULL) {
        fprintf(stderr, "%s: %s\n", path, SDL_GetError());
    }
    return picture;
}

static int compare(const SDL_Surface *wanted, const SDL_Surface *got, int levels, const char *name)
{
    if (wanted->w != got->w || wanted->h != got->h) {
        fprintf(stderr, "%s: %d × %d instead of %d × %d\n", name, got->w, got->h, wanted->w,
                wanted->h);
        return 1;
    }
    long differ = 0;
    int left = wanted->w, top = wanted->h, right = 0, bottom = 0;
    for (int y = 0; y < wanted->h; y++) {
        const unsigned char *a = (const unsigned char *)wanted->pixels + y * wanted->pitch;
        const unsigned char *b = (const unsigned char *)got->pixels + y * got->pitch;
        for (int x = 0; x < wanted->w; x++) {
            int most = 0;
            for (int c = 0; c < 3; c++) {
                int by = abs(a[3 * x + c] - b[3 * x + c]);
                most = by > most ? by : most;
            }
            if (most > levels) {
                differ++;
                left = x < left ? x : left;
                top = y < top ? y : top;
                right = x > right ? x : right;
                bottom = y > bottom ? y : bottom;
            }
        }
    }
    if (differ * PART > (long)wanted->w * wanted->h) {
        fprintf(stderr, "%s: %ld pixels differ, within (%d, %d) to (%d, %d)\n", name, differ, left,
                top, right, bottom);
        return 1;
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc != 3 && argc != 4) {
        fprintf(stderr, "usage: golden WANTED.png GOT.png [LEVELS]\n");
        return 2;
    }
    int result = 2;
    SDL_Surface *wanted = load(argv[1]), *got = load(argv[2]);
    if (wanted != NULL && got != NULL) {
        result = compare(wanted, got, argc == 4 ? atoi(argv[3]) : LEVELS, argv[1]);
    }
    SDL_FreeSurface(wanted);
    SDL_FreeSurface(got);
    return result;
}
