/* See picture_parts.h: a file's bytes as pixels. Runs shut in, and may be killed at any moment. */
#include <stdio.h> /* jpeglib.h does not say that it is in need of it */

#include <jerror.h>
#include <jpeglib.h>
#include <libexif/exif-data.h>
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "content/check_file.h"
#include "desk/picture_parts.h"
#include "draw/pictures.h"

/* More than these no camera takes. A JPEG is made smaller as it is decoded and takes little memory;
 * a PNG cannot be. */
static const int64_t JPEG_PIXELS_MOST = 250 * 1000 * 1000, PNG_PIXELS_MOST = 64 * 1000 * 1000;

static const bool BIG_ENDIAN_HERE = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__;

/* ---- JPEG ---- */

/* jpeglib.h's own, first, so that it can be found from it. */
typedef struct JpegError {
    struct jpeg_error_mgr standard;
    jmp_buf back;
    PictureResult result;
} JpegError;

static void jpeg_fails(j_common_ptr jpeg)
{
    JpegError *error = (JpegError *)jpeg->err;
    error->result =
        error->standard.msg_code == JERR_OUT_OF_MEMORY ? PICTURE_TOO_LARGE : PICTURE_DAMAGED;
    longjmp(error->back, 1);
}

/* Of what libjpeg fills up with grey nothing is taken. */
static void jpeg_warns(j_common_ptr jpeg, int level)
{
    if (level < 0 &&
        (jpeg->err->msg_code == JWRN_JPEG_EOF || jpeg->err->msg_code == JWRN_HIT_MARKER ||
         jpeg->err->msg_code == JWRN_HUFF_BAD_CODE)) {
        jpeg_fails(jpeg);
    }
}

/* Printers' colours as a screen's; with Adobe's mark they stand the other way round. */
static void convert_cmyk(uint32_t *row, int32_t w, bool inverted)
{
    for (int32_t x = 0; x < w; x++) {
        unsigned char inks[4];
        memcpy(inks, &row[x], sizeof inks);
        uint32_t pixel = 0xFF;
        for (int i = 0; i < 3; i++) {
            unsigned light = inverted ? inks[i] : 255u - inks[i];
            unsigned black = inverted ? inks[3] : 255u - inks[3];
            pixel = pixel << 8 | light * black / 255;
        }
        row[x] = pixel;
    }
}

/* Decodes to a half, a quarter or an eighth where the sides stay long enough. */
static void jpeg_choose(struct jpeg_decompress_struct *jpeg)
{
    unsigned longer =
        jpeg->image_width > jpeg->image_height ? jpeg->image_width : jpeg->image_height;
    bool is_cmyk = jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
    jpeg->scale_num = 8;
    jpeg->scale_denom = 8;
    while (jpeg->scale_num > 1 && longer * (jpeg->scale_num / 2) / 8 >= PICTURE_SIDE_MOST) {
        jpeg->scale_num /= 2;
    }
    jpeg->out_color_space = is_cmyk ? JCS_CMYK : BIG_ENDIAN_HERE ? JCS_EXT_ARGB : JCS_EXT_BGRA;
}

/* Fails by a jump back; what it has taken is in `jpeg` and `out`. */
static void jpeg_decode(struct jpeg_decompress_struct *jpeg, const unsigned char *bytes,
                        size_t count, PicturePixels *out)
{
    JpegError *error = (JpegError *)jpeg->err;
    jpeg_create_decompress(jpeg);
    jpeg_mem_src(jpeg, bytes, (unsigned long)count);
    (void)jpeg_read_header(jpeg, TRUE);
    if ((int64_t)jpeg->image_width * jpeg->image_height > JPEG_PIXELS_MOST) {
        error->result = PICTURE_TOO_LARGE;
        longjmp(error->back, 1);
    }
    jpeg_choose(jpeg);
    (void)jpeg_start_decompress(jpeg);
    out->w = (int32_t)jpeg->output_width;
    out->h = (int32_t)jpeg->output_height;
    out->file_w = (int32_t)jpeg->image_width;
    out->file_h = (int32_t)jpeg->image_height;
    out->pixels = (uint32_t *)malloc((size_t)out->w * (size_t)out->h * sizeof *out->pixels);
    if (out->pixels == NULL) {
        error->result = PICTURE_TOO_LARGE;
        longjmp(error->back, 1);
    }
    while (jpeg->output_scanline < jpeg->output_height) {
        uint32_t *row = out->pixels + (size_t)jpeg->output_scanline * (size_t)out->w;
        JSAMPROW rows[] = {(JSAMPROW)row};
        (void)jpeg_read_scanlines(jpeg, rows, 1);
        if (jpeg->out_color_space == JCS_CMYK) {
            convert_cmyk(row, out->w, jpeg->saw_Adobe_marker);
        }
    }
    (void)jpeg_finish_decompress(jpeg);
}

static PictureResult read_jpeg(const unsigned char *bytes, size_t count, PicturePixels *out)
{
    struct jpeg_decompress_struct jpeg = {0};
    JpegError error = {.result = PICTURE_DONE};
    jpeg.err = jpeg_std_error(&error.standard);
    error.standard.error_exit = jpeg_fails;
    error.standard.emit_message = jpeg_warns;
    if (setjmp(error.back) == 0) {
        jpeg_decode(&jpeg, bytes, count, out);
    }
    jpeg_destroy_decompress(&jpeg);
    out->is_jpeg = true;
    return error.result;
}

/* ---- PNG ---- */

static PictureResult read_png(const unsigned char *bytes, size_t count, PicturePixels *out)
{
    PictureResult result = PICTURE_DAMAGED;
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (png_image_begin_read_from_memory(&image, bytes, count) == 0) {
        goto done;
    }
    if ((uint64_t)image.width * image.height > (uint64_t)PNG_PIXELS_MOST) {
        result = PICTURE_TOO_LARGE;
        goto done;
    }
    image.format = BIG_ENDIAN_HERE ? PNG_FORMAT_ARGB : PNG_FORMAT_BGRA;
    out->w = out->file_w = (int32_t)image.width;
    out->h = out->file_h = (int32_t)image.height;
    out->pixels = (uint32_t *)malloc(PNG_IMAGE_SIZE(image));
    if (out->pixels == NULL) {
        result = PICTURE_TOO_LARGE;
    } else if (png_image_finish_read(&image, NULL, out->pixels, 0, NULL) != 0) {
        result = PICTURE_DONE;
    }
done:
    png_image_free(&image);
    return result;
}

/* ---- either ---- */

PictureResult picture_read(const unsigned char *bytes, size_t count, PicturePixels *out)
{
    PictureSize size;
    *out = (PicturePixels){0};
    const char *wrong = check_picture_bytes(bytes, count, &size);
    int64_t w, h;
    bool is_jpeg = count >= 3 && memcmp(bytes, "\xFF\xD8\xFF", 3) == 0;
    bool is_png = count >= 8 && memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) == 0;
    if (!picture_size(bytes, count, &w, &h)) {
        return is_jpeg || is_png ? PICTURE_DAMAGED : PICTURE_OTHER;
    }
    int64_t most = is_jpeg ? JPEG_PIXELS_MOST : PNG_PIXELS_MOST;
    if (w > most || h > most || w * h > most) {
        return PICTURE_TOO_LARGE;
    }
    PictureResult result = wrong != NULL ? PICTURE_DAMAGED
                           : is_jpeg     ? read_jpeg(bytes, count, out)
                                         : read_png(bytes, count, out);
    if (result != PICTURE_DONE) {
        free(out->pixels);
        out->pixels = NULL;
    }
    return result;
}

int picture_orientation(const unsigned char *bytes, size_t count)
{
    int orientation = 1;
    ExifData *exif = exif_data_new_from_data(bytes, (unsigned)count);
    const ExifEntry *entry =
        exif != NULL ? exif_content_get_entry(exif->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION) : NULL;
    if (entry != NULL && entry->format == EXIF_FORMAT_SHORT && entry->size >= 2) {
        orientation = exif_get_short(entry->data, exif_data_get_byte_order(exif));
    }
    exif_data_unref(exif);
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
}
