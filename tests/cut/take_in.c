/* Takes staff's file in as the display does, once, and says what is shown then: for the tests that
 * kill it or let its disk fail.
 *
 * take_in FILE STATE: ends with 0 where there is content to show, be it old or new. */
#include <poll.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/check.h"
#include "content/keeper.h"
#include "cut/look.h"

enum { PATIENCE_MS = 20000 };

static void wake(void *context)
{
    uint64_t one = 1;
    CHECK(write(*(const int *)context, &one, sizeof one) == sizeof one);
}

static bool wait_for_wake(int woken)
{
    struct pollfd wait = {.fd = woken, .events = POLLIN};
    uint64_t count;
    return poll(&wait, 1, PATIENCE_MS) == 1 && read(woken, &count, sizeof count) == sizeof count;
}

/* Takes what there is: the newest content, the caller's. */
static Content *take(Keeper *keeper, Content *content, bool *whole)
{
    Content *next = keeper_take(keeper);
    if (next == NULL) {
        return content;
    }
    content_destroy(content);
    *whole = *whole && look_at_all(next);
    return next;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "take_in FILE STATE\n");
        return 2;
    }
    int woken = eventfd(0, EFD_CLOEXEC);
    Error error = {{0}};
    KeeperOptions options = {
        .path = argv[1], .state_dir = argv[2], .wake = wake, .context = &woken};
    Keeper *keeper = keeper_start(&options, &error);
    if (keeper == NULL) {
        fprintf(stderr, "take_in: %s\n", error.text);
        return 1;
    }
    bool whole = true;
    keeper_wait_first(keeper);
    Content *content = take(keeper, NULL, &whole);
    /* What came first may be the last good copy: the file itself is judged meanwhile. */
    KeeperStatus status = keeper_status(keeper);
    while (!status.judged && wait_for_wake(woken)) {
        status = keeper_status(keeper);
    }
    content = take(keeper, content, &whole);
    keeper_stop(keeper);
    if (content == NULL) {
        printf("nothing is shown: %s\n", status.refused);
        return 1;
    }
    printf("shown: %d, from %s%s%s%s%s\n", content_settings(content)->idle_news, status.shown_from,
           status.refused[0] != '\0' ? "; " : "", status.refused,
           status.storage[0] != '\0' ? "; " : "", status.storage);
    content_destroy(content);
    (void)close(woken);
    return whole ? 0 : 1;
}
