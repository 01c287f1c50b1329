/* See export.h: the whole, lobby.yaml, and the files. */
#include "staff/export.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "staff/export_parts.h"
#include "staff/source.h"
#include "staff/source_file.h"
#include "staff/yaml_out.h"

/* ---- files ---- */

static bool fail_writing(Export *e, const char *path, Error *error)
{
    e->machine = true;
    return error_set(error, "%s cannot be written: %s", path, strerror(errno));
}

bool export_folder(Export *e, const char *name, Error *error)
{
    const char *path = name[0] != '\0' ? source_file_join(&e->arena, e->dir, name) : e->dir;
    return mkdir(path, 0777) == 0 || errno == EEXIST || fail_writing(e, path, error);
}

FILE *export_open(Export *e, const char *name, Error *error)
{
    const char *path = source_file_join(&e->arena, e->dir, name);
    FILE *file = fopen(path, "wxe"); /* never over what is there */
    if (file == NULL) {
        (void)fail_writing(e, path, error);
    }
    return file;
}

bool export_close(Export *e, FILE *file, const char *name, bool good, Error *error)
{
    errno = good ? 0 : EIO;
    if (ferror(file) != 0) {
        good = false;
    }
    if (fclose(file) != 0) {
        good = false;
    }
    return good || fail_writing(e, source_file_join(&e->arena, e->dir, name), error);
}

bool export_check_slug(const char *what, const char *slug, Error *error)
{
    return (slug != NULL && source_is_slug(slug)) ||
           error_set(error,
                     "%s \"%s\" has a short name that is not made of a-z, 0-9 and -: change it "
                     "first",
                     what, slug != NULL ? slug : "");
}

/* ---- pictures ---- */

typedef struct PictureWrite {
    Export *e;
    PictureFile **files;
    const char *folder, *prefix;
    const char *name; /* out */
} PictureWrite;

static bool is_taken(const PictureFile *files, const char *name)
{
    for (; files != NULL; files = files->next) {
        if (strcmp(files->name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* "flag-by" is by.png; a slug that build would not have made keeps its whole name. Two that would
 * be one file are told apart by a number. */
static const char *file_name(PictureWrite *w, const char *slug, const char *format)
{
    Arena *arena = &w->e->arena;
    size_t count = strlen(w->prefix);
    const char *ending = strcmp(format, "png") == 0 ? "png" : "jpg";
    const char *stem =
        strncmp(slug, w->prefix, count) == 0 && slug[count] != '\0' ? slug + count : slug;
    const char *name = arena_printf(arena, "%s.%s", stem, ending);
    for (int i = 2; is_taken(*w->files, name); i++) {
        name = arena_printf(arena, "%s-%d.%s", stem, i, ending);
    }
    return name;
}

static bool write_picture(void *context, const Row *row, Error *error)
{
    PictureWrite *w = (PictureWrite *)context;
    const char *slug = row->columns[0];
    if (!export_check_slug("the picture", slug, error)) {
        return false;
    }
    w->name = file_name(w, slug, row->columns[1] != NULL ? row->columns[1] : "");
    PictureFile *made = (PictureFile *)arena_alloc(&w->e->arena, sizeof *made);
    if (made == NULL) {
        return error_set(error, "there is not enough memory");
    }
    *made = (PictureFile){slug, w->name, *w->files};
    *w->files = made;
    const char *path = arena_printf(&w->e->arena, "%s/%s", w->folder, w->name);
    FILE *file = export_open(w->e, path, error);
    return file != NULL &&
           export_close(w->e, file, path,
                        fwrite(row->bytes, 1, row->byte_count, file) == row->byte_count, error);
}

const char *export_picture(Export *e, PictureFile **files, const char *folder, const char *prefix,
                           const char *slug, Error *error)
{
    for (const PictureFile *file = *files; file != NULL; file = file->next) {
        if (strcmp(file->slug, slug) == 0) {
            return file->name;
        }
    }
    PictureWrite write = {.e = e, .files = files, .folder = folder, .prefix = prefix};
    return rows_read(e->content, ROWS_PICTURE, slug, &e->arena, write_picture, &write, error)
               ? write.name
               : NULL;
}

/* ---- lobby.yaml ---- */

typedef struct Lobby {
    Export *e;
    YamlOut *out;
} Lobby;

static bool write_language(void *context, const Row *row, Error *error)
{
    Lobby *lobby = (Lobby *)context;
    if (row->columns[0] == NULL || !source_is_slug(row->columns[0])) {
        return error_set(error, "the language \"%s\" has a code that is not made of a-z",
                         row->columns[0] != NULL ? row->columns[0] : "");
    }
    yaml_out_mapping(lobby->out);
    yaml_out_pair(lobby->out, "code", row->columns[0]);
    yaml_out_pair(lobby->out, "name", row->columns[1]);
    yaml_out_pair(lobby->out, "organisation", row->columns[2]);
    yaml_out_mapping_end(lobby->out);
    return true;
}

static bool write_settings(void *context, const Row *row, Error *error)
{
    static const char *const KEYS[] = {"first language",    "delegation seconds",  "news seconds",
                                       "idle wait seconds", "still there seconds", "idle news"};
    Lobby *lobby = (Lobby *)context;
    (void)error;
    for (int i = 0; i < (int)(sizeof KEYS / sizeof KEYS[0]); i++) {
        yaml_out_pair(lobby->out, KEYS[i], row->columns[i]);
    }
    return true;
}

static bool write_delegation_name(void *context, const Row *row, Error *error)
{
    Lobby *lobby = (Lobby *)context;
    if (!export_check_slug("the delegation", row->columns[0], error)) {
        return false;
    }
    yaml_out_text(lobby->out, row->columns[0]);
    return true;
}

typedef struct Newest {
    const char *date;
} Newest;

static bool find_newest(void *context, const Row *row, Error *error)
{
    Newest *newest = (Newest *)context;
    (void)error;
    if (row->columns[1] != NULL &&
        (newest->date == NULL || strcmp(row->columns[1], newest->date) > 0)) {
        newest->date = row->columns[1];
    }
    return true;
}

/* The day is written where build would not find it by itself: the day of the newest item. */
static bool write_day(const Lobby *lobby, Error *error)
{
    Export *e = lobby->e;
    Newest newest = {NULL};
    if (!rows_read(e->content, ROWS_NEWS, NULL, &e->arena, find_newest, &newest, error)) {
        return false;
    }
    Date day = content_day(e->content);
    const char *text = arena_printf(&e->arena, "%04d-%02d-%02d", day.year, day.month, day.day);
    if (day.year != 0 && strcmp(text, newest.date != NULL ? newest.date : "2000-01-01") != 0) {
        yaml_out_pair(lobby->out, "day", text);
    }
    return true;
}

static bool write_lobby(Export *e, Error *error)
{
    static const char NAME[] = "lobby.yaml";
    FILE *file = export_open(e, NAME, error);
    if (file == NULL) {
        return false;
    }
    fputs("# What the display shows as a whole, and how it behaves: the languages in their order,\n"
          "# the delegations in theirs, and for how many seconds things stay.\n",
          file);
    YamlOut out;
    Lobby lobby = {e, &out};
    yaml_out_begin(&out, file);
    yaml_out_text(&out, "languages");
    yaml_out_list(&out);
    bool good =
        rows_read(e->content, ROWS_LANGUAGE, NULL, &e->arena, write_language, &lobby, error);
    yaml_out_list_end(&out);
    good = good &&
           rows_read(e->content, ROWS_SETTINGS, NULL, &e->arena, write_settings, &lobby, error) &&
           write_day(&lobby, error);
    yaml_out_text(&out, "delegations");
    yaml_out_list(&out);
    good = good && rows_read(e->content, ROWS_DELEGATION, NULL, &e->arena, write_delegation_name,
                             &lobby, error);
    yaml_out_list_end(&out);
    bool written = yaml_out_finish(&out);
    if (!good) {
        (void)fclose(file);
        return false;
    }
    return export_close(e, file, NAME, written, error);
}

/* ---- the whole ---- */

/* A folder that holds something is not written into: whose texts they are is not known. */
static bool check_empty(const char *dir, Error *error)
{
    Arena arena;
    arena_init(&arena, 4096);
    NameList files = {0}, folders = {0};
    struct stat status;
    Error ignored = {{0}};
    bool good = stat(dir, &status) != 0; /* it will be made */
    if (!good) {
        good = source_file_names(&arena, dir, NAMES_OF_FILES, &files, &ignored) &&
               source_file_names(&arena, dir, NAMES_OF_FOLDERS, &folders, &ignored) &&
               files.count == 0 && folders.count == 0;
    }
    arena_finish(&arena);
    return good || error_set(error,
                             "%s: this has to be a new or an empty folder, so that no text "
                             "is written over",
                             dir);
}

Status export_run(const char *file, const char *dir, Error *error)
{
    if (!check_empty(dir, error)) {
        return STATUS_COMMAND;
    }
    Export e = {.dir = dir, .content = content_open(file, error)};
    if (e.content == NULL) {
        return STATUS_WRONG;
    }
    arena_init(&e.arena, 65536);
    bool good = export_folder(&e, "", error) && write_lobby(&e, error) &&
                export_delegations(&e, error) && export_notices(&e, error) &&
                export_news(&e, error);
    arena_finish(&e.arena);
    content_destroy(e.content);
    return good ? STATUS_DONE : e.machine ? STATUS_COMMAND : STATUS_WRONG;
}

int verb_export(int argc, char **argv)
{
    static const OptionRules rules = {.verb = "export", .words = 2, .words_are = "FILE DIR"};
    Options options;
    Error error = {""};
    if (!options_parse(&rules, argc, argv, &options, &error)) {
        return options_refuse("export", &error);
    }
    Status status = export_run(options.words[0], options.words[1], &error);
    if (status != STATUS_DONE) {
        (void)options_refuse("export", &error);
    } else {
        printf("%s: written; `foyer build %s FILE` makes a data file of it again\n",
               options.words[1], options.words[1]);
    }
    return (int)status;
}
