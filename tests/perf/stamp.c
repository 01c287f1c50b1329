/* stamp PROGRAM WORDS…: becomes the program, which finds in FOYER_FIRST_FRAME the moment at which
 * it was started (CLOCK_MONOTONIC, ns). A shell has no clock as fine as that. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct timespec now;
    char text[32];
    if (argc < 2) {
        fprintf(stderr, "stamp PROGRAM WORDS...\n");
        return 2;
    }
    clock_gettime(CLOCK_MONOTONIC, &now);
    snprintf(text, sizeof text, "%" PRId64, (int64_t)now.tv_sec * 1000000000 + now.tv_nsec);
    setenv("FOYER_FIRST_FRAME", text, 1);
    execv(argv[1], argv + 1);
    perror(argv[1]);
    return 2;
}
