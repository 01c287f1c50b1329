/* Scales a picture to the size it is drawn at, once: the part of pictures.h that touches pixels.
 * SDL's own scaling reads at most four pixels for one, which makes a photograph made ten times
 * smaller a scatter of dots. */
#include <math.h>
#include <stdlib.h>

#include "base/check.h"
#include "draw/pictures.h"

/* Which pixels of a line make up one of the target's, and how much of each. */
typedef struct Taps {
    int32_t first, count;
    size_t weights; /* where in the weights they begin */
} Taps;

typedef struct Line {
    Taps *taps;
    float *weights; /* of each target pixel 1 together */
} Line;

/* How the stretch from `start`, `length` long, of a line of `size` px becomes `target` px. */
static Line line_plan(double start, double length, int32_t size, int32_t target)
{
    double step = length / target;
    double reach = fmax(step, 1.0) / 2.0; /* half the width of what one pixel is made of */
    size_t most = (size_t)ceil(2.0 * reach) + 2;
    Line line = {malloc((size_t)target * sizeof *line.taps),
                 malloc((size_t)target * most * sizeof *line.weights)};
    CHECK(line.taps != NULL && line.weights != NULL);
    for (int32_t i = 0; i < target; i++) {
        double middle = start + (i + 0.5) * step;
        double from = fmax(middle - reach, 0.0), to = fmin(middle + reach, (double)size);
        int32_t first = clamp_i32((int32_t)floor(from), 0, size - 1);
        int32_t last = clamp_i32((int32_t)ceil(to) - 1, first, size - 1);
        Taps *taps = &line.taps[i];
        *taps = (Taps){first, min_i32(last - first + 1, (int32_t)most), (size_t)i * most};
        double sum = 0.0;
        for (int32_t j = 0; j < taps->count; j++) {
            double part = fmin(to, first + j + 1.0) - fmax(from, first + (double)j);
            line.weights[taps->weights + (size_t)j] = (float)fmax(part, 0.0);
            sum += fmax(part, 0.0);
        }
        for (int32_t j = 0; j < taps->count; j++) {
            float *weight = &line.weights[taps->weights + (size_t)j];
            *weight = sum > 0.0 ? (float)((double)*weight / sum) : 1.0f / (float)taps->count;
        }
    }
    return line;
}

static void line_free(Line line)
{
    free(line.taps);
    free(line.weights);
}

/* One row of the source, made as wide as the target; four floats a pixel, multiplied by alpha. */
static void scale_row(const uint32_t *row, const Line *across, int32_t target_w, float *out)
{
    for (int32_t x = 0; x < target_w; x++) {
        const Taps *taps = &across->taps[x];
        float sum[4] = {0};
        for (int32_t i = 0; i < taps->count; i++) {
            uint32_t pixel = row[taps->first + i];
            float weight = across->weights[taps->weights + (size_t)i];
            float alpha = (float)(pixel >> 24) * weight;
            sum[0] += (float)(pixel >> 16 & 0xFF) * alpha;
            sum[1] += (float)(pixel >> 8 & 0xFF) * alpha;
            sum[2] += (float)(pixel & 0xFF) * alpha;
            sum[3] += alpha;
        }
        for (int i = 0; i < 4; i++) {
            out[x * 4 + i] = sum[i];
        }
    }
}

static uint32_t pack_pixel(const float *sum)
{
    if (sum[3] < 0.5f) {
        return 0;
    }
    uint32_t pixel = (uint32_t)fminf(sum[3] + 0.5f, 255.0f) << 24;
    for (int i = 0; i < 3; i++) {
        pixel |= (uint32_t)fminf(sum[i] / sum[3] + 0.5f, 255.0f) << (16 - 8 * i);
    }
    return pixel;
}

uint32_t *picture_scale(const uint32_t *source, int32_t w, int32_t h, int32_t target_w,
                        int32_t target_h)
{
    /* The largest middle of the source that has the target's form. */
    double scale = fmin((double)w / target_w, (double)h / target_h);
    double part_w = target_w * scale, part_h = target_h * scale;
    Line across = line_plan((w - part_w) / 2.0, part_w, w, target_w);
    Line down = line_plan((h - part_h) / 2.0, part_h, h, target_h);
    size_t row_floats = (size_t)target_w * 4;
    float *row = malloc(row_floats * sizeof *row), *sums = malloc(row_floats * sizeof *sums);
    uint32_t *pixels = malloc((size_t)target_w * (size_t)target_h * sizeof *pixels);
    CHECK(row != NULL && sums != NULL && pixels != NULL);
    int32_t in_row = -1; /* which row of the source `row` holds */
    for (int32_t y = 0; y < target_h; y++) {
        const Taps *taps = &down.taps[y];
        for (size_t i = 0; i < row_floats; i++) {
            sums[i] = 0.0f;
        }
        for (int32_t j = 0; j < taps->count; j++) {
            if (in_row != taps->first + j) {
                in_row = taps->first + j;
                scale_row(source + (size_t)in_row * (size_t)w, &across, target_w, row);
            }
            float weight = down.weights[taps->weights + (size_t)j];
            for (size_t i = 0; i < row_floats; i++) {
                sums[i] += row[i] * weight;
            }
        }
        for (int32_t x = 0; x < target_w; x++) {
            pixels[(size_t)y * (size_t)target_w + (size_t)x] = pack_pixel(&sums[x * 4]);
        }
    }
    free(row);
    free(sums);
    line_free(across);
    line_free(down);
    return pixels;
}
