/* Hosts, the desk's settings, and certificates: what of them is ours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/stat.h>

#include "desk/hosts.h"
#include "desk/settings.h"
#include "desk/tls.h"

/* ---- hosts ---- */

static bool has(int port, bool tls, const char *host, const char *local)
{
    static const Hosts hosts = {.names = {"localhost", "Lobby-Desk"}, .count = 2};
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, local, &v4.sin_addr) == 1) {
        return hosts_has(&hosts, port, tls, host, (const struct sockaddr *)&v4);
    }
    assert_int_equal(inet_pton(AF_INET6, local, &v6.sin6_addr), 1);
    return hosts_has(&hosts, port, tls, host, (const struct sockaddr *)&v6);
}

static void a_host_is_ours_by_name_or_by_the_address_that_was_reached(void **state)
{
    (void)state;
    assert_true(has(8443, true, "localhost:8443", "192.0.2.1"));
    assert_true(has(8443, true, "lobby-desk:8443", "192.0.2.1"));
    assert_true(has(443, true, "lobby-desk", "192.0.2.1"));
    assert_true(has(443, true, "lobby-desk:443", "192.0.2.1"));
    assert_true(has(8443, true, "192.0.2.1:8443", "192.0.2.1"));
    assert_true(has(8443, true, "192.0.2.1:8443", "::ffff:192.0.2.1"));
    assert_true(has(8443, true, "[2001:db8::1]:8443", "2001:db8::1"));
    assert_true(has(443, true, "[2001:DB8::1]", "2001:db8::1"));
}

static void no_other_host_is(void **state)
{
    (void)state;
    static const char *const others[] = {
        "",
        ":8443",
        "evil.example:8443",
        "lobby-desk.evil.example:8443",
        "lobby-desk",
        "lobby-desk:",
        "lobby-desk:443",
        "lobby-desk:08443",
        "lobby-desk:8443:8443",
        "lobby-desk:8443 ",
        "lobby-desk.:8443",
        "192.0.2.2:8443",
        "3221225985:8443",
        "0:8443",
        "[192.0.2.1]:8443",
        "[::1]:8443",
        "[",
        "]",
        "[]:8443",
        "[::ffff:192.0.2.1]:8443",
    };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_false(has(8443, true, others[i], "192.0.2.1"));
    }
    char longest[5000];
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_false(has(8443, true, longest, "192.0.2.1"));
}

static void on_the_loopback_only_its_own_names_count(void **state)
{
    (void)state;
    static Desk desk = {.network = false};
    Hosts hosts;
    hosts_names(&desk, &hosts);
    assert_int_equal(hosts.count, 1);
    assert_string_equal(hosts.names[0], "localhost");
    desk.network = true;
    (void)snprintf(desk.settings.names[0], sizeof desk.settings.names[0], "desk.example.org");
    desk.settings.name_count = 1;
    hosts_names(&desk, &hosts);
    assert_string_equal(hosts.names[hosts.count - 1], "desk.example.org");
}

/* ---- desk.txt ---- */

static DeskSettings parse(const char *text)
{
    DeskSettings settings;
    desk_settings_parse(text, strlen(text), &settings);
    return settings;
}

static void reads_screens_sizes_and_names(void **state)
{
    (void)state;
    DeskSettings settings = parse("\xef\xbb\xbf# where it goes\r\n"
                                  "screen = Lobby: /media/a share/lobby.db   # by the door\r\n"
                                  "Screen=Hall :press@hall:/srv/lobby.db\r\n"
                                  "size = 1080x1920\n"
                                  "size = 800x480\n"
                                  "name = desk.example.org");
    assert_string_equal(settings.wrong, "");
    assert_int_equal(settings.screen_count, 2);
    assert_string_equal(settings.screens[0].name, "Lobby");
    assert_string_equal(settings.screens[0].where, "/media/a share/lobby.db");
    assert_string_equal(settings.screens[1].name, "Hall");
    assert_string_equal(settings.screens[1].where, "press@hall:/srv/lobby.db");
    assert_int_equal(settings.size_count, 2);
    assert_int_equal(settings.sizes[0].w, 1080);
    assert_int_equal(settings.sizes[1].h, 480);
    assert_int_equal(settings.name_count, 1);
    settings = parse("");
    assert_int_equal(settings.size_count, 1);
    assert_int_equal(settings.sizes[0].w, 1920);
}

static void names_each_bad_line_and_reads_the_rest(void **state)
{
    (void)state;
    DeskSettings settings = parse("screen = Lobby\n"
                                  "screen = : /a.db\n"
                                  "screen = Lobby: --rsh=evil\n"
                                  "screen = Lobby: /a.db\n"
                                  "screen = Lobby: /b.db\n"
                                  "size = 10x10\n"
                                  "sise = 800x480\n"
                                  "name = a/b\n"
                                  "what\n");
    assert_int_equal(settings.screen_count, 1);
    assert_string_equal(settings.screens[0].where, "/a.db");
    static const char *const said[] = {
        "line 1: screen wants", "line 2: screen wants", "line 3: screen wants",
        "line 5: screen wants", "line 6: size wants",   "line 7: there is no setting \"sise\"; did",
        "line 8: name wants",   "line 9: a setting is",
    };
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        assert_non_null(strstr(settings.wrong, said[i]));
    }
    assert_null(strstr(settings.wrong, "line 4"));
}

static void no_bytes_do_harm_to_the_settings(void **state)
{
    (void)state;
    static char bytes[70000];
    static DeskSettings settings;
    uint32_t dice = 1;
    for (int round = 0; round < 200; round++) {
        size_t count = 0;
        while (count + 32 < sizeof bytes / (round % 7 + 1)) {
            static const char *const parts[] = {"screen", "=",          ":", "\n",    "size",
                                                "\xff",   " ",          "x", "name",  "#",
                                                "\r",     "9999999999", "a", "=a:b\n"};
            dice = dice * 1664525u + 1013904223u;
            const char *part = parts[(dice >> 16) % (sizeof parts / sizeof parts[0])];
            memcpy(bytes + count, part, strlen(part));
            count += strlen(part);
        }
        bytes[dice % count] = '\0';
        desk_settings_parse(bytes, count, &settings);
        assert_in_range(settings.size_count, 1, DESK_SIZES_MOST);
        assert_in_range(settings.screen_count, 0, DESK_SCREENS_MOST);
    }
}

/* ---- the desk's own certificate ---- */

static int make_folder(void **state)
{
    char *folder = strdup("/tmp/foyer-tls-XXXXXX");
    *state = folder;
    return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state)
{
    static const char *const names[] = {"certificate.pem", "key.pem"};
    char path[100];
    for (int i = 0; i < 2; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", (char *)*state, names[i]);
        (void)unlink(path);
    }
    int failed = rmdir((char *)*state);
    free(*state);
    return failed;
}

static void a_certificate_is_made_once_and_again_when_it_is_due(void **state)
{
    const char *folder = (const char *)*state;
    static const int64_t day_s = 86400, now_s = 1800000000;
    Hosts hosts = {.names = {"localhost", "192.0.2.1"}, .count = 2};
    Error error = {""};
    Tls first, next;
    char path[100];
    struct stat status;
    assert_true(tls_own(folder, &hosts, now_s, &first, &error));
    (void)snprintf(path, sizeof path, "%s/key.pem", folder);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_true(first.until_s > now_s + 700 * day_s);
    assert_int_equal(strlen(first.fingerprint), 95);

    assert_true(tls_own(folder, &hosts, now_s + 700 * day_s, &next, &error));
    assert_string_equal(first.certificate, next.certificate);
    assert_string_equal(first.key, next.key);
    tls_finish(&next);
    /* A month before its end, */
    assert_true(tls_is_due(&first, &hosts, first.until_s - 29 * day_s));
    assert_true(tls_own(folder, &hosts, first.until_s - 29 * day_s, &next, &error));
    assert_string_not_equal(first.certificate, next.certificate);
    tls_finish(&next);
    /* for another address, */
    (void)snprintf(hosts.names[hosts.count++], HOST_BYTES, "192.0.2.2");
    assert_true(tls_is_due(&first, &hosts, now_s));
    assert_true(tls_own(folder, &hosts, now_s, &next, &error));
    assert_false(tls_is_due(&next, &hosts, now_s));
    tls_finish(&first);
    /* and where the key is of another. */
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    (void)fputs("no key\n", file);
    assert_int_equal(fclose(file), 0);
    assert_true(tls_own(folder, &hosts, now_s, &first, &error));
    assert_string_not_equal(first.certificate, next.certificate);
    tls_finish(&next);
    tls_finish(&first);
}

static void a_certificate_that_is_given_has_to_be_one(void **state)
{
    const char *folder = (const char *)*state;
    Hosts hosts = {.names = {"localhost"}, .count = 1};
    Error error = {""};
    Tls tls;
    char certificate[100], key[100];
    (void)snprintf(certificate, sizeof certificate, "%s/certificate.pem", folder);
    (void)snprintf(key, sizeof key, "%s/key.pem", folder);
    assert_false(tls_read(certificate, key, &tls, &error));
    assert_non_null(strstr(error.text, "cannot be read"));
    tls_finish(&tls);
    assert_true(tls_own(folder, &hosts, 0, &tls, &error));
    tls_finish(&tls);
    assert_true(tls_read(certificate, key, &tls, &error));
    tls_finish(&tls);
    assert_false(tls_read(key, certificate, &tls, &error));
    assert_non_null(strstr(error.text, "no certificate in PEM"));
    tls_finish(&tls);
    assert_false(tls_read(certificate, certificate, &tls, &error));
    assert_non_null(strstr(error.text, "no key in PEM"));
    tls_finish(&tls);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_host_is_ours_by_name_or_by_the_address_that_was_reached),
        cmocka_unit_test(no_other_host_is),
        cmocka_unit_test(on_the_loopback_only_its_own_names_count),
        cmocka_unit_test(reads_screens_sizes_and_names),
        cmocka_unit_test(names_each_bad_line_and_reads_the_rest),
        cmocka_unit_test(no_bytes_do_harm_to_the_settings),
        cmocka_unit_test_setup_teardown(a_certificate_is_made_once_and_again_when_it_is_due,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(a_certificate_that_is_given_has_to_be_one, make_folder,
                                        remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
