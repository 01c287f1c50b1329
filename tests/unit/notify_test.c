/* Notify: what reaches a service manager's socket, and when. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include "shell/notify.h"

/* A datagram socket in the service manager's place, which NOTIFY_SOCKET names: a file, or, where
 * `name` begins with @, an abstract one. */
static int manager(const char *name)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = strlen(name);
    assert_true(length < sizeof address.sun_path);
    memcpy(address.sun_path, name, length);
    if (name[0] == '@') {
        address.sun_path[0] = '\0';
    }
    int listening = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    assert_true(listening >= 0);
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
    assert_int_equal(bind(listening, (const struct sockaddr *)&address, size), 0);
    assert_int_equal(setenv("NOTIFY_SOCKET", name, 1), 0);
    return listening;
}

static void expect(int listening, const char *text)
{
    char got[512];
    ssize_t count = recv(listening, got, sizeof got - 1, 0);
    assert_true(count >= 0);
    got[count] = '\0';
    assert_string_equal(got, text);
}

static void expect_nothing(int listening)
{
    char got[512];
    assert_int_equal(recv(listening, got, sizeof got, 0), -1);
}

static void set_watchdog(const char *usec, const char *pid)
{
    assert_int_equal(setenv("WATCHDOG_USEC", usec, 1), 0);
    assert_int_equal(setenv("WATCHDOG_PID", pid, 1), 0);
}

static int unset(void **state)
{
    (void)state;
    (void)unsetenv("NOTIFY_SOCKET");
    (void)unsetenv("WATCHDOG_USEC");
    (void)unsetenv("WATCHDOG_PID");
    return 0;
}

/* A life: it starts, is slow, shows a picture, fails to show one, shows one again, ends. */
static void live(int listening)
{
    char pid[16];
    (void)snprintf(pid, sizeof pid, "%d", (int)getpid());
    set_watchdog("5000000", pid);
    Notify notify;
    notify_init(&notify);
    expect_nothing(listening);
    notify_absent(&notify, 500); /* not ready yet */
    notify_starting(&notify, 9 * TIME_S);
    expect(listening, "EXTEND_TIMEOUT_USEC=9000000");
    assert_true(notify_alive(&notify, false, 1000) == TIME_NEVER); /* nothing is on the glass */
    expect_nothing(listening);
    Time due = notify_alive(&notify, true, 2000);
    expect(listening, "READY=1");
    expect(listening, "WATCHDOG=1");
    assert_true(due == 2000 + 1250 * TIME_MS);
    notify_starting(&notify, 9 * TIME_S);
    assert_true(notify_alive(&notify, true, due - 1) == due); /* too early */
    expect_nothing(listening);
    assert_true(notify_alive(&notify, true, due + 5) == due + 5 + 1250 * TIME_MS);
    expect(listening, "WATCHDOG=1");
    (void)notify_alive(&notify, false, due + 10 * TIME_S); /* the loop runs, but shows nothing */
    expect_nothing(listening);
    (void)notify_alive(&notify, true, due + 11 * TIME_S);
    expect(listening, "WATCHDOG=1");
    notify_absent(&notify, due + 11 * TIME_S + 1); /* the display is gone: at once */
    expect(listening, "WATCHDOG=1");
    notify_status(&notify, "shows %s", "lobby.db\nREADY=1");
    expect(listening, "STATUS=shows lobby.db");
    notify_status(&notify, "shows lobby.db");
    expect_nothing(listening);
    notify_stopping(&notify);
    expect(listening, "STOPPING=1");
}

static void a_life_on_a_path(void **state)
{
    (void)state;
    char folder[] = "/tmp/foyer-notify-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/notify", folder);
    int listening = manager(path);
    live(listening);
    (void)close(listening);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0);
}

static void a_life_on_an_abstract_socket(void **state)
{
    (void)state;
    char name[64];
    (void)snprintf(name, sizeof name, "@foyer-notify-%d", (int)getpid());
    int listening = manager(name);
    live(listening);
    (void)close(listening);
}

static void without_a_manager_nobody_is_woken(void **state)
{
    (void)state;
    Notify notify;
    notify_init(&notify);
    assert_true(notify_alive(&notify, true, 1) == TIME_NEVER);
    notify_status(&notify, "shows nothing to nobody");
    notify_stopping(&notify);
    set_watchdog("5000000", "1"); /* another process's */
    notify_init(&notify);
    assert_true(notify_alive(&notify, true, 1) == TIME_NEVER);
    set_watchdog("nonsense", "");
    notify_init(&notify);
    assert_true(notify_alive(&notify, true, 1) == TIME_NEVER);
    assert_int_equal(setenv("NOTIFY_SOCKET", "/nowhere/at/all", 1), 0);
    notify_status(&notify, "still runs");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_life_on_a_path, unset),
        cmocka_unit_test_teardown(a_life_on_an_abstract_socket, unset),
        cmocka_unit_test_teardown(without_a_manager_nobody_is_woken, unset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
