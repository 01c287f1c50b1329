/* Fuzzes what takes in staff's pictures, here without the process that it is shut into: an input is
 * a file. Whatever it is, it is refused, or becomes a picture that a data file may have, that is
 * read again as it is, and that says nothing of the camera. */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/hash.h"
#include "content/check_file.h"
#include "desk/picture_parts.h"
#include "fuzz/target.h"

/* ---- a PNG ---- */

enum { PNG_HEAD = 8, PNG_FRAME = 12 }; /* length, name and checksum of a chunk */

static uint32_t read_u32(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* With its checksums mended more than the first chunk is looked at. */
static void mend_png(uint8_t *bytes, size_t count)
{
    size_t at = PNG_HEAD;
    while (at < count && count - at >= PNG_FRAME) {
        size_t length = read_u32(bytes + at);
        if (length > count - at - PNG_FRAME) {
            return;
        }
        uint32_t sum = (uint32_t)crc32(0, bytes + at + 4, (uInt)(length + 4));
        for (int i = 0; i < 4; i++) {
            bytes[at + 8 + length + (size_t)i] = (uint8_t)(sum >> (24 - 8 * i));
        }
        at += PNG_FRAME + length;
    }
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t count, size_t most, unsigned seed)
{
    size_t made = LLVMFuzzerMutate(bytes, count, most);
    bool is_png = made > PNG_HEAD && memcmp(bytes, "\x89PNG\r\n\x1a\n", PNG_HEAD) == 0;
    if (is_png && hash_u64(HASH_SEED, seed) % 8 != 0) {
        mend_png(bytes, made);
    }
    return made;
}

/* ---- what becomes of it ---- */

static void expect_a_picture(const Picture *picture)
{
    PictureSize size;
    PicturePixels again;
    const char *wrong = check_picture_bytes(picture->bytes, picture->count, &size);
    target_expect(wrong == NULL, "was made and is refused", wrong != NULL ? wrong : "");
    target_expect(size.w == picture->w && size.h == picture->h, "has another size", "");
    target_expect(picture->w <= PICTURE_SIDE_MOST && picture->h <= PICTURE_SIDE_MOST,
                  "is too large", "");
    target_expect(picture_read(picture->bytes, picture->count, &again) == PICTURE_DONE &&
                      again.w == picture->w && again.h == picture->h,
                  "was made and cannot be read", "");
    target_expect(picture_orientation(picture->bytes, picture->count) == 1, "lies on its side", "");
    free(again.pixels);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    Picture picture;
    PictureResult result = picture_make(bytes, count, &picture);
    target_expect((result == PICTURE_DONE) == (picture.bytes != NULL),
                  "a picture and the result differ", "");
    if (result == PICTURE_DONE) {
        expect_a_picture(&picture);
    }
    free(picture.bytes);
    return 0;
}
