/* See carry.h: what the desk does of it. */
#include "desk/carry.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "words/sentences.h"

/* ---- places ---- */

/* A name that ssh takes for a name: no option, nothing that a shell could read. */
static bool is_host(const char *host, size_t count)
{
    static const char LETTERS[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    const char *at = memchr(host, '@', count);
    size_t user = at != NULL ? (size_t)(at - host) : 0;
    const char *name = at != NULL ? at + 1 : host;
    size_t length = count - (size_t)(name - host);
    if (at != NULL && (user == 0 || host[0] == '-' || strspn(host, LETTERS) < user)) {
        return false;
    }
    if (length > 2 && name[0] == '[' && name[length - 1] == ']') {
        return strspn(name + 1, "0123456789abcdefABCDEF:.") == length - 2;
    }
    return length > 0 && name[0] != '-' && strspn(name, LETTERS) >= length;
}

/* The colon behind a HOST; NULL: it is a path. One in brackets belongs to an address. */
static const char *host_end(const char *where)
{
    const char *bracket = strchr(where, '['), *slash = strchr(where, '/');
    const char *from = where;
    if (bracket != NULL && (slash == NULL || bracket < slash)) {
        from = strchr(bracket, ']') != NULL ? strchr(bracket, ']') : where;
    }
    const char *colon = strchr(from, ':');
    return colon != NULL && (slash == NULL || colon < slash) ? colon : NULL;
}

bool carry_place(const char *where, CarryPlace *out, Error *error)
{
    const char *colon = host_end(where), *path = colon != NULL ? colon + 1 : where;
    *out = (CarryPlace){.is_remote = colon != NULL};
    for (const char *at = where; *at != '\0'; at++) {
        if (iscntrl((unsigned char)*at)) {
            return error_set(error, "it has a character that no path has");
        }
    }
    if (colon != NULL) {
        size_t count = (size_t)(colon - where);
        if (!is_host(where, count) || count >= sizeof out->host) {
            return error_set(error, "\"%.*s\" is no name of a computer", (int)(count % 300), where);
        }
        (void)snprintf(out->host, sizeof out->host, "%.*s", (int)count, where);
        if (path[0] == ':' || path[0] == '\0' || strncmp(path, "//", 2) == 0) {
            return error_set(error, "behind HOST: comes a path, as ssh has it");
        }
    } else if (path[0] != '/') {
        return error_set(error, "a path begins with /");
    }
    size_t count = strlen(path);
    bool is_file = count > 3 && strcmp(path + count - 3, ".db") == 0;
    bool is_ended = count > 0 && path[count - 1] == '/';
    int length = snprintf(out->path, sizeof out->path, "%s%s", path,
                          is_file    ? ""
                          : is_ended ? "lobby.db"
                                     : "/lobby.db");
    return (length > 0 && (size_t)length < sizeof out->path) ||
           error_set(error, "the path is too long");
}

/* ---- the child ---- */

bool carry_asks(CarryEnd end)
{
    return end == CARRY_STRANGE || end == CARRY_OTHER_DISK;
}

bool carry_start(Child *child, const CarryAsk *ask, Error *error)
{
    char known[2][20], device[20];
    for (int i = 0; i < 2; i++) {
        (void)snprintf(known[i], sizeof known[i], "%" PRIx64, ask->known[i]);
    }
    (void)snprintf(device, sizeof device, "%" PRIx64, ask->device);
    const char *const words[] = {CARRY_WORD, ask->file, ask->where, ask->published,
                                 known[0],   known[1],  device,     NULL};
    return child_start(child, words, error);
}

CarryResult carry_read(const char *said)
{
    CarryResult result = {.end = CARRY_FAILED};
    int end = 0, used = 0;
    if (sscanf(said, "%d %" SCNx64 " %" SCNd64 " %" SCNx64 "%n", &end, &result.digest,
               &result.changed_at, &result.device, &used) == 4 &&
        end >= 0 && end < CARRY_END_COUNT && said[used] == '\n') {
        result.end = (CarryEnd)end;
        const char *detail = said + used + 1;
        (void)snprintf(result.detail, sizeof result.detail, "%.*s", (int)strcspn(detail, "\n"),
                       detail);
    } else {
        (void)snprintf(result.detail, sizeof result.detail, "%s",
                       SENTENCE("what carries it ended by itself"));
    }
    return result;
}

/* ---- saying why ---- */

static const struct {
    const char *english, *russian;
} WHY[CARRY_END_COUNT] = {
    [CARRY_DONE] = {"it is there", "на месте"},
    [CARRY_NO_FOLDER] = {"its folder is not there: is the share mounted, is the stick plugged in?",
                         "папки нет: подключён ли сетевой диск, вставлена ли флешка?"},
    [CARRY_STRANGE] = {"what is there was not published from here: it is left as it is until you "
                       "agree to its being replaced",
                       "там лежит содержимое, опубликованное не отсюда: оно не будет заменено, "
                       "пока вы не согласитесь"},
    [CARRY_OTHER_DISK] =
        {"what was carried there is gone, and the disk is another one: is the share "
         "mounted? It is left as it is until you agree",
         "переданного раньше там нет, и диск другой: подключён ли сетевой диск? "
         "Ничего не будет записано, пока вы не согласитесь"},
    [CARRY_FULL] = {"there is no room left", "не осталось места"},
    [CARRY_DENIED] = {"its folder cannot be written to", "в папку нельзя записывать"},
    [CARRY_UNREACHED] = {"the computer cannot be reached", "с компьютером нет связи"},
    [CARRY_UNKNOWN] = {"the computer is not known here yet: whoever looks after this one logs in "
                       "to it once with ssh",
                       "этот компьютер здесь ещё не известен: администратору нужно один раз войти "
                       "на него по ssh"},
    [CARRY_KEPT_OUT] = {"the computer does not let this one in: its ssh key is not known there",
                        "компьютер не пускает: ключ ssh ему не известен"},
    [CARRY_NO_PROGRAM] = {"rsync or ssh is missing", "не установлены rsync или ssh"},
    [CARRY_BAD_PLACE] = {"desk.txt names a place that there cannot be",
                         "в desk.txt указано место, которого не может быть"},
    [CARRY_LATE] = {"it took too long", "ответа не было слишком долго"},
    [CARRY_FAILED] = {"it could not be carried there", "не удалось передать"},
};

const char *carry_say(CarryEnd end, const char *detail, const char *language, char *out,
                      size_t size)
{
    bool is_russian = strcmp(language, "ru") == 0;
    bool has_detail = detail[0] != '\0' && end != CARRY_DONE;
    char again[600];
    detail = sentence_again(staff_language(language), detail, again, sizeof again);
    (void)snprintf(out, size, "%s%s%s%s", is_russian ? WHY[end].russian : WHY[end].english,
                   has_detail ? " (" : "", has_detail ? detail : "", has_detail ? ")" : "");
    return out;
}
