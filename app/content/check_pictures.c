/* Checks the pictures: that the bytes begin as a PNG or a JPEG does, and that the size beside them
 * is their own. Decoding them is left to staff's check. */
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "content/check_parts.h"

enum { SIDE_MOST = 2048 };

static int u16(const unsigned char *bytes)
{
    return bytes[0] << 8 | bytes[1];
}

/* Whether the chunks reach to the last, IEND: the rest of a file that was cut off is missing (PNG,
 * third edition, 5.3). */
static bool png_is_whole(const unsigned char *bytes, int count)
{
    for (int at = 8; count - at >= 12;) {
        int64_t length = (int64_t)u16(bytes + at) << 16 | u16(bytes + at + 2);
        if (memcmp(bytes + at + 4, "IEND", 4) == 0) {
            return true;
        }
        if (length > count - at - 12) {
            return false;
        }
        at += 12 + (int)length;
    }
    return false;
}

/* Whether the mark of its end is there; some cameras put something behind it. */
static bool jpeg_is_whole(const unsigned char *bytes, int count)
{
    return memmem(bytes, (size_t)count, "\xFF\xD9", 2) != NULL;
}

/* A size of 0 where the header cannot be read. Its chunk IHDR comes first (PNG, third edition,
 * 11.2.1). */
static PictureSize png_size(const unsigned char *bytes, int count)
{
    bool good = count >= 24 && memcmp(bytes + 12, "IHDR", 4) == 0 && u16(bytes + 16) == 0 &&
                u16(bytes + 20) == 0;
    return good ? (PictureSize){u16(bytes + 18), u16(bytes + 22)} : (PictureSize){0, 0};
}

/* Looks for the frame header among the segments (ITU-T T.81, B.1.1 and B.2.2). */
static PictureSize jpeg_size(const unsigned char *bytes, int count)
{
    int at = 2;
    while (at + 9 <= count && bytes[at] == 0xFF) {
        int marker = bytes[at + 1];
        if (marker == 0xFF) { /* filling */
            at++;
            continue;
        }
        bool is_frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (is_frame) {
            return (PictureSize){u16(bytes + at + 7), u16(bytes + at + 5)};
        }
        bool is_alone = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD9);
        at += is_alone ? 2 : 2 + u16(bytes + at + 2);
    }
    return (PictureSize){0, 0};
}

static const char *format_of(const unsigned char *bytes, int count)
{
    if (count >= 8 && memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) == 0) {
        return "png";
    }
    return count >= 3 && memcmp(bytes, "\xFF\xD8\xFF", 3) == 0 ? "jpeg" : NULL;
}

const char *check_picture_bytes(const void *bytes, size_t count, PictureSize *size)
{
    const unsigned char *p = (const unsigned char *)bytes;
    const char *format = count <= INT_MAX ? format_of(p, (int)count) : NULL;
    *size = (PictureSize){0, 0};
    if (format == NULL) {
        return SENTENCE("it is neither a PNG nor a JPEG");
    }
    bool is_png = strcmp(format, "png") == 0;
    *size = is_png ? png_size(p, (int)count) : jpeg_size(p, (int)count);
    if (size->w == 0 || size->h == 0) {
        return SENTENCE("its bytes are damaged: they hold no size");
    }
    bool is_whole = is_png ? png_is_whole(p, (int)count) : jpeg_is_whole(p, (int)count);
    return is_whole ? NULL : SENTENCE("its bytes are cut off or damaged");
}

static void check_picture(Check *check, sqlite3_stmt *row)
{
    char where[CHECK_WHERE_BYTES], what[256];
    const unsigned char *bytes = (const unsigned char *)sqlite3_column_blob(row, 4);
    int count = sqlite3_column_bytes(row, 4);
    PictureSize said = {sqlite3_column_int(row, 2), sqlite3_column_int(row, 3)}, size;
    const char *format = bytes != NULL ? format_of(bytes, count) : NULL;
    if (bytes == NULL && count > 0) {
        check->trouble = CHECK_TROUBLE;
        return;
    }
    const char *fault = check_picture_bytes(bytes, bytes != NULL ? (size_t)count : 0, &size);
    filecheck_name_row(check, "picture", row, where);
    if (format != NULL && strcmp(format, filecheck_text(check, row, 1)) != 0) {
        (void)snprintf(what, sizeof what,
                       sentence(check->language, "its bytes are a %s, and its format says %.10s"),
                       format, filecheck_text(check, row, 1));
        filecheck_say(check, FINDING_ERROR, what, "correct the format", "%s", where);
    } else if (fault != NULL) {
        filecheck_say(check, FINDING_ERROR, fault,
                      format == NULL ? "save it as one of these and put it in anew"
                                     : "let `foyer build` put it in",
                      "%s", where);
    } else if (size.w != said.w || size.h != said.h) {
        (void)snprintf(what, sizeof what,
                       sentence(check->language, "it is %d × %d pixels, and its row says %d × %d"),
                       size.w, size.h, said.w, said.h);
        filecheck_say(check, FINDING_ERROR, what, "correct width and height", "%s", where);
    } else if (size.w > SIDE_MOST || size.h > SIDE_MOST) {
        (void)snprintf(what, sizeof what,
                       sentence(check->language, "it is %d × %d pixels, and %d a side is the most"),
                       size.w, size.h, SIDE_MOST);
        filecheck_say(check, FINDING_ERROR, what, "make it smaller, or let `foyer build` do it",
                      "%s", where);
    }
}

void filecheck_pictures(Check *check)
{
    sqlite3_stmt *row = filecheck_prepare(
        check, "SELECT slug, format, width, height, bytes FROM picture ORDER BY slug");
    while (filecheck_step(check, row)) {
        check_picture(check, row);
    }
    (void)sqlite3_finalize(row);
    filecheck_end_group(check, "pictures");
}
