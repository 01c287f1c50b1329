/* See picture_parts.h: pixels as a file's bytes. Runs shut in. */
#include <stdio.h> /* jpeglib.h does not say that it is in need of it */

#include <jpeglib.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "desk/picture_parts.h"

enum { JPEG_QUALITY = 88 };

static const bool BIG_ENDIAN_HERE = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__;

static bool has_alpha(const PicturePixels *pixels)
{
    size_t count = (size_t)pixels->w * (size_t)pixels->h;
    for (size_t i = 0; i < count; i++) {
        if (pixels->pixels[i] >> 24 != 0xFF) {
            return true;
        }
    }
    return false;
}

/* The caller frees it; NULL where there is no memory, for which libjpeg ends the process. */
static unsigned char *write_jpeg(const PicturePixels *pixels, size_t *count)
{
    unsigned char *bytes = NULL;
    unsigned long length = 0;
    struct jpeg_compress_struct jpeg = {0};
    struct jpeg_error_mgr error;
    jpeg.err = jpeg_std_error(&error);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &bytes, &length);
    jpeg.image_width = (JDIMENSION)pixels->w;
    jpeg.image_height = (JDIMENSION)pixels->h;
    jpeg.input_components = 4;
    jpeg.in_color_space = BIG_ENDIAN_HERE ? JCS_EXT_XRGB : JCS_EXT_BGRX;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, JPEG_QUALITY, TRUE);
    jpeg.optimize_coding = TRUE;
    jpeg_start_compress(&jpeg, TRUE);
    while (jpeg.next_scanline < jpeg.image_height) {
        JSAMPROW rows[] = {
            (JSAMPROW)(pixels->pixels + (size_t)jpeg.next_scanline * (size_t)pixels->w)};
        (void)jpeg_write_scanlines(&jpeg, rows, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    *count = length;
    return bytes;
}

/* Blue, green, red alone. */
static unsigned char *without_alpha(const PicturePixels *pixels)
{
    size_t count = (size_t)pixels->w * (size_t)pixels->h;
    unsigned char *bytes = (unsigned char *)malloc(count * 3);
    for (size_t i = 0; bytes != NULL && i < count; i++) {
        uint32_t pixel = pixels->pixels[i];
        bytes[i * 3] = (unsigned char)pixel;
        bytes[i * 3 + 1] = (unsigned char)(pixel >> 8);
        bytes[i * 3 + 2] = (unsigned char)(pixel >> 16);
    }
    return bytes;
}

/* The same as PNG; NULL where there is no memory. */
static unsigned char *write_png(const PicturePixels *pixels, bool alpha, size_t *count)
{
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = (png_uint_32)pixels->w,
                       .height = (png_uint_32)pixels->h};
    image.format = !alpha ? PNG_FORMAT_BGR : BIG_ENDIAN_HERE ? PNG_FORMAT_ARGB : PNG_FORMAT_BGRA;
    unsigned char *opaque = alpha ? NULL : without_alpha(pixels);
    const void *source = alpha ? (const void *)pixels->pixels : opaque;
    png_alloc_size_t room = PNG_IMAGE_PNG_SIZE_MAX(image);
    unsigned char *bytes = source != NULL ? (unsigned char *)malloc(room) : NULL;
    if (bytes != NULL && png_image_write_to_memory(&image, bytes, &room, 0, source, 0, NULL) == 0) {
        free(bytes);
        bytes = NULL;
    }
    free(opaque);
    png_image_free(&image);
    *count = room;
    return bytes;
}

/* A photograph is a JPEG. What is see-through, and what has few colours, such as a drawing or a
 * picture of text, is a PNG: of the latter it is not much larger, and all of it stays sharp. */
PictureResult picture_write(const PicturePixels *pixels, Picture *out)
{
    bool alpha = has_alpha(pixels);
    size_t jpeg_count = 0, png_count = 0;
    unsigned char *jpeg = alpha ? NULL : write_jpeg(pixels, &jpeg_count);
    unsigned char *png = pixels->is_jpeg ? NULL : write_png(pixels, alpha, &png_count);
    bool is_png = png != NULL && (jpeg == NULL || png_count <= jpeg_count * 2);
    out->bytes = is_png ? png : jpeg;
    out->count = is_png ? png_count : jpeg_count;
    out->format = is_png ? "png" : "jpeg";
    out->w = pixels->w;
    out->h = pixels->h;
    free(is_png ? jpeg : png);
    return out->bytes == NULL ? PICTURE_TOO_LARGE : PICTURE_DONE;
}
