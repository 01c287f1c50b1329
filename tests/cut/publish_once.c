/* Publishes or rolls back as staff's verbs do, without laying out the texts, which touches no file
 * and takes longer than all the rest: for the tests that kill it or let its disk fail.
 *
 * publish_once publish NEW LIVE
 * publish_once rollback LIVE N */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "staff/publish.h"
#include "staff/rollback.h"

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "publish_once publish NEW LIVE, or publish_once rollback LIVE N\n");
        return 2;
    }
    Error error = {{0}};
    Status status = strcmp(argv[1], "publish") == 0
                        ? publish_run(argv[2], argv[3], NULL, true, &error)
                        : rollback_run(argv[2], atoi(argv[3]), NULL, true, &error);
    if (error.text[0] != '\0') {
        fprintf(stderr, "publish_once: %s\n", error.text);
    }
    return (int)status;
}
