/* See small.h. */
#include "fuzz/small.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"

static const char LOBBY[] = "languages:\n"
                            "  - code: en\n"
                            "    name: English\n"
                            "    organisation: Assembly\n"
                            "  - code: ru\n"
                            "    name: Русский\n"
                            "first language: en\n"
                            "delegations: [one]\n"
                            "delegation seconds: 9\n"
                            "news seconds: 12\n"
                            "idle news: 5\n"
                            "idle wait seconds: 90\n"
                            "still there seconds: 20\n"
                            "day: 2022-06-03\n";
static const char FACTS[] = "flag: one.png\n"
                            "chambers:\n"
                            "  - deputies: 7\n"
                            "    website: house.gov.by\n"
                            "  - deputies: 4\n";
static const char NAMES[] = "---\n"
                            "name: Belarus\n"
                            "official name: \"Republic: of Belarus\"\n"
                            "parliament: National Assembly\n"
                            "chambers:\n"
                            "  - House\n"
                            "  - Council\n"
                            "representative: Viktor Kogut\n"
                            "role: Speaker\n"
                            "---\n";
static const char DATES[] = "date: 2022-06-03\n"
                            "delegations: [one]\n"
                            "shown from: 2022-06-01\n"
                            "shown until: 2022-06-30\n"
                            "pinned: yes\n";
static const char ARTICLE[] = "---\n"
                              "title: A title\n"
                              "summary: |\n"
                              "  One sentence.\n"
                              "---\n"
                              "The *text* with **strong** words,\\\n"
                              "a [link](https://example.org) and `code`.\n"
                              "\n"
                              "## A heading\n"
                              "\n"
                              "- a list\n"
                              "  1. of lists\n"
                              "\n"
                              "> A quotation.\n"
                              "\n"
                              "![The hall](hall.png)\n";
static const char NOTICE[] = "urgent: yes\n"
                             "shown from: 2022-06-01\n"
                             "en: The lobby closes at four.\n"
                             "ru: Закрыто.\n";
/* One pixel. */
static const char PICTURE[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0:~\x9bU"
                              "\0\0\0\nIDATx\x9c"
                              "c`\0\0\0\2\0\1H\xaf\xa4q\0\0\0\0IEND\xae"
                              "B`\x82";

const SmallFile SMALL[SMALL_FILES] = {
    {'l', "lobby.yaml", LOBBY, sizeof LOBBY - 1},
    {'f', "delegations/one/facts.yaml", FACTS, sizeof FACTS - 1},
    {'n', "delegations/one/en.md", NAMES, sizeof NAMES - 1},
    {'d', "news/item/facts.yaml", DATES, sizeof DATES - 1},
    {'a', "news/item/en.md", ARTICLE, sizeof ARTICLE - 1},
    {'o', "notices/note.yaml", NOTICE, sizeof NOTICE - 1},
    {'p', "news/item/hall.png", PICTURE, sizeof PICTURE - 1},
};

static void make_folder(const char *folder, const char *name)
{
    char path[2 * SMALL_PATH_MOST];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    CHECK(mkdir(path, 0700) == 0 || errno == EEXIST);
}

void small_write(const char *folder)
{
    static const char *const FOLDERS[] = {
        "", "delegations", "delegations/one", "news", "news/item", "notices", "flags"};
    for (size_t i = 0; i < sizeof FOLDERS / sizeof FOLDERS[0]; i++) {
        make_folder(folder, FOLDERS[i]);
    }
    for (int i = 0; i < SMALL_FILES; i++) {
        small_put(folder, SMALL[i].path, SMALL[i].text, SMALL[i].count);
    }
    small_put(folder, "flags/one.png", PICTURE, sizeof PICTURE - 1);
}

void small_put(const char *folder, const char *name, const void *bytes, size_t count)
{
    char path[2 * SMALL_PATH_MOST];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    CHECK(file != NULL && (count == 0 || fwrite(bytes, 1, count, file) == count));
    CHECK(fclose(file) == 0);
}

uint8_t *small_read(const char *path, size_t *count)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return NULL;
    }
    CHECK(fseek(file, 0, SEEK_END) == 0);
    *count = (size_t)ftell(file);
    rewind(file);
    uint8_t *bytes = (uint8_t *)malloc(*count + 1);
    CHECK(bytes != NULL && fread(bytes, 1, *count, file) == *count && fclose(file) == 0);
    return bytes;
}

void small_make_folder(char folder[SMALL_PATH_MOST])
{
    const char *place = getenv("TMPDIR");
    (void)snprintf(folder, SMALL_PATH_MOST, "%s/foyer-fuzz-XXXXXX",
                   place != NULL ? place : "/dev/shm");
    if (mkdtemp(folder) == NULL) {
        (void)snprintf(folder, SMALL_PATH_MOST, "/tmp/foyer-fuzz-XXXXXX");
        CHECK(mkdtemp(folder) != NULL);
    }
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

void small_remove(const char *folder)
{
    (void)nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
