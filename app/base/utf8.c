/* See utf8.h. */
#include "base/utf8.h"

uint32_t utf8_decode(const char *text, size_t count, size_t *length)
{
    const unsigned char *p = (const unsigned char *)text;
    *length = 1;
    if (p[0] < 0x80) {
        return p[0];
    }
    size_t more = p[0] >= 0xF0 ? 3 : p[0] >= 0xE0 ? 2 : 1;
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    if (p[0] < 0xC2 || p[0] > 0xF4 || more >= count) {
        return UTF8_REPLACEMENT;
    }
    uint32_t letter = p[0] & (0x3Fu >> more);
    for (size_t i = 1; i <= more; i++) {
        if ((p[i] & 0xC0) != 0x80) {
            return UTF8_REPLACEMENT;
        }
        letter = letter << 6 | (p[i] & 0x3Fu);
    }
    if (letter < least[more] || letter > 0x10FFFF || (letter >= 0xD800 && letter <= 0xDFFF)) {
        return UTF8_REPLACEMENT;
    }
    *length = more + 1;
    return letter;
}

size_t utf8_encode(uint32_t letter, char out[4])
{
    if (letter < 0x80) {
        out[0] = (char)letter;
        return 1;
    }
    if (letter < 0x800) {
        out[0] = (char)(0xC0 | letter >> 6);
        out[1] = (char)(0x80 | (letter & 0x3F));
        return 2;
    }
    if (letter < 0x10000) {
        out[0] = (char)(0xE0 | letter >> 12);
        out[1] = (char)(0x80 | (letter >> 6 & 0x3F));
        out[2] = (char)(0x80 | (letter & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | letter >> 18);
    out[1] = (char)(0x80 | (letter >> 12 & 0x3F));
    out[2] = (char)(0x80 | (letter >> 6 & 0x3F));
    out[3] = (char)(0x80 | (letter & 0x3F));
    return 4;
}

bool utf8_is_valid(const char *text, size_t count, size_t *where)
{
    for (size_t at = 0; at < count;) {
        size_t length;
        if (utf8_decode(text + at, count - at, &length) == UTF8_REPLACEMENT && length == 1) {
            if (where != NULL) {
                *where = at;
            }
            return false;
        }
        at += length;
    }
    return true;
}

size_t utf8_letters(const char *text, size_t count)
{
    size_t letters = 0;
    for (size_t at = 0, length; at < count; at += length) {
        (void)utf8_decode(text + at, count - at, &length);
        letters++;
    }
    return letters;
}
