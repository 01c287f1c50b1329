/* See error.h. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool error_set(Error *error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int wanted = vsnprintf(error->text, sizeof error->text, format, args);
    va_end(args);
    if (wanted >= (int)sizeof error->text) {
        /* Not in the middle of a letter: drop what is left of a UTF-8 sequence at the end. */
        size_t end = sizeof error->text - 1;
        while (end > 0 && ((unsigned char)error->text[end - 1] & 0xC0) == 0x80) {
            end--;
        }
        if (end > 0 && (unsigned char)error->text[end - 1] >= 0xC0) {
            end--;
        }
        error->text[end] = '\0';
    }
    for (char *p = error->text; *p != '\0'; p++) {
        if (*p == '\n' || *p == '\r') {
            *p = ' ';
        }
    }
    return false;
}
