/* See seeds.h. */
#include "fuzz/seeds.h"

#include <stdio.h> /* jpeglib.h does not say that it is in need of it */

#include <jpeglib.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "fuzz/small.h"

enum { W = 24, H = 17, COLORS = 5 };

/* Some rows of 16 bits a channel, four channels a pixel. */
static void fill(uint16_t samples[W * H * 4])
{
    for (int i = 0; i < W * H * 4; i++) {
        samples[i] = (uint16_t)(i * i * 97 + i % 4 * 7001);
    }
}

static void put_png(const char *folder, const char *name, png_uint_32 format)
{
    uint16_t samples[W * H * 4], colors[COLORS * 4];
    png_image image = {.version = PNG_IMAGE_VERSION, .width = W, .height = H, .format = format};
    fill(samples);
    memcpy(colors, samples, sizeof colors);
    if ((format & PNG_FORMAT_FLAG_COLORMAP) != 0) {
        image.colormap_entries = COLORS;
        for (int i = 0; i < W * H; i++) {
            ((unsigned char *)samples)[i] = (unsigned char)(i % COLORS);
        }
    }
    png_alloc_size_t count = PNG_IMAGE_PNG_SIZE_MAX(image);
    unsigned char *bytes = (unsigned char *)malloc(count);
    CHECK(bytes != NULL);
    CHECK(png_image_write_to_memory(&image, bytes, &count, 0, samples, 0, colors) != 0);
    small_put(folder, name, bytes, count);
    free(bytes);
}

/* As a camera writes it: it was held upright. */
static const unsigned char EXIF[] = {'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1,
                                     1,   18,  0,   3,   0, 0, 0,   1,   0, 6,  0, 0, 0, 0, 0, 0};

static void put_jpeg(const char *folder, const char *name, J_COLOR_SPACE space, bool is_progressive)
{
    uint16_t samples[W * H * 4];
    unsigned char *bytes = NULL;
    unsigned long count = 0;
    struct jpeg_compress_struct jpeg = {0};
    struct jpeg_error_mgr error;
    fill(samples);
    jpeg.err = jpeg_std_error(&error);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &bytes, &count);
    jpeg.image_width = W;
    jpeg.image_height = H;
    jpeg.input_components = space == JCS_CMYK ? 4 : space == JCS_RGB ? 3 : 1;
    jpeg.in_color_space = space;
    jpeg_set_defaults(&jpeg);
    if (is_progressive) {
        jpeg_simple_progression(&jpeg);
    }
    jpeg_start_compress(&jpeg, TRUE);
    jpeg_write_marker(&jpeg, JPEG_APP0 + 1, EXIF, sizeof EXIF);
    while (jpeg.next_scanline < jpeg.image_height) {
        JSAMPROW rows[] = {(unsigned char *)samples + (size_t)jpeg.next_scanline * W * 4};
        (void)jpeg_write_scanlines(&jpeg, rows, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    small_put(folder, name, bytes, count);
    free(bytes);
}

void seeds_pictures(const char *folder)
{
    put_png(folder, "gray.png", PNG_FORMAT_GRAY);
    put_png(folder, "gray-alpha.png", PNG_FORMAT_GA);
    put_png(folder, "rgb.png", PNG_FORMAT_RGB);
    put_png(folder, "rgb-alpha.png", PNG_FORMAT_RGBA);
    put_png(folder, "deep.png", PNG_FORMAT_LINEAR_RGB_ALPHA);
    put_png(folder, "palette.png", PNG_FORMAT_RGBA_COLORMAP);
    put_jpeg(folder, "gray.jpg", JCS_GRAYSCALE, false);
    put_jpeg(folder, "rgb.jpg", JCS_RGB, false);
    put_jpeg(folder, "progressive.jpg", JCS_RGB, true);
    put_jpeg(folder, "inks.jpg", JCS_CMYK, false);
}
