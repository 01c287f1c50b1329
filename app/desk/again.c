/* See again.h. */
#include "desk/again.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

enum { WAIT_S = 5 };

/* The socket's address by way of the open folder, since a path to it may be longer than one holds.
 */
static struct sockaddr_un place(int folder)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    (void)snprintf(address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d/again", folder);
    return address;
}

int again_listen(const char *folder)
{
    int at = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct sockaddr_un address = place(at);
    (void)unlinkat(at, "again", 0);
    if (at < 0 || listener < 0 ||
        bind(listener, (const struct sockaddr *)&address, sizeof address) != 0 ||
        listen(listener, 4) != 0) {
        if (listener >= 0) {
            (void)close(listener);
        }
        listener = -1;
    }
    if (at >= 0) {
        (void)close(at);
    }
    return listener;
}

int again_asked(int listener)
{
    return listener >= 0 ? accept4(listener, NULL, NULL, SOCK_CLOEXEC) : -1;
}

void again_tell(int asker, const char *address)
{
    (void)send(asker, address, strlen(address), MSG_NOSIGNAL);
    (void)close(asker);
}

bool again_ask(const char *folder, char out[AGAIN_ADDRESS_BYTES])
{
    int at = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    int asked = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_un address = place(at);
    struct timeval wait = {.tv_sec = WAIT_S};
    ssize_t count = -1;
    if (at >= 0 && asked >= 0 &&
        setsockopt(asked, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait) == 0 &&
        connect(asked, (const struct sockaddr *)&address, sizeof address) == 0) {
        count = recv(asked, out, AGAIN_ADDRESS_BYTES - 1, MSG_WAITALL);
    }
    out[count > 0 ? count : 0] = '\0';
    if (asked >= 0) {
        (void)close(asked);
    }
    if (at >= 0) {
        (void)close(at);
    }
    return count > 0;
}
