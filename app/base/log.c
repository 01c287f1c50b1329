/* See log.h. */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>

void log_line(LogLevel level, const char *format, ...)
{
    static const char *const names[] = {
        [LOG_INFO] = "", [LOG_WARNING] = "warning: ", [LOG_ERROR] = "error: "};
    char text[1024];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    for (char *p = text; *p != '\0'; p++) {
        if ((unsigned char)*p < 0x20) {
            *p = ' ';
        }
    }
    fprintf(stderr, "foyer: %s%s\n", names[level], text);
}
