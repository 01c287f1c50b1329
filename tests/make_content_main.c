/* make_content FILE [--large] [--delegations N] [--chambers N] [--news N] [--words N] [--seed N]
 * [--deputies N] [--usual 0|1]: see make_content.h; for looking at extreme content by hand, and for
 * the benchmark. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "make_content.h"

static bool read_option(const char *option, const char *value, MadeContent *options)
{
    char *end;
    long number = strtol(value, &end, 10);
    if (*end != '\0' || number < 0 || number > 1000000) {
        return false;
    }
    if (strcmp(option, "--delegations") == 0 && number >= 1 && number <= 999) {
        options->delegations = (int)number;
    } else if (strcmp(option, "--chambers") == 0 && number >= 1 && number <= 3) {
        options->chambers = (int)number;
    } else if (strcmp(option, "--news") == 0) {
        options->news = (int)number;
    } else if (strcmp(option, "--words") == 0 && number <= 60000) {
        options->words = (int)number;
    } else if (strcmp(option, "--seed") == 0) {
        options->seed = (uint64_t)number;
    } else if (strcmp(option, "--deputies") == 0) {
        options->deputies = (int)number;
    } else if (strcmp(option, "--usual") == 0 && number <= 1) {
        options->usual = number == 1;
    } else {
        return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    MadeContent options = MADE_CONTENT_EXTREME;
    int first = 2;
    if (argc > 2 && strcmp(argv[2], "--large") == 0) {
        options = MADE_CONTENT_LARGE;
        first = 3;
    }
    bool good = argc >= 2 && (argc - first) % 2 == 0;
    for (int i = first; good && i < argc; i += 2) {
        good = read_option(argv[i], argv[i + 1], &options);
    }
    if (!good) {
        fprintf(stderr, "make_content FILE [--large] [--delegations 1..999] [--chambers 1..3] "
                        "[--news N] [--words 0..60000] [--seed N] [--deputies N] [--usual 0|1]\n");
        return 2;
    }
    Error error = {{0}};
    if (!make_content(argv[1], &options, &error)) {
        fprintf(stderr, "make_content: %s\n", error.text);
        return 1;
    }
    return 0;
}
