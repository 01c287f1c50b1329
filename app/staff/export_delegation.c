/* The folders of delegations: facts.yaml and a Markdown file for each language. */
#include <stdlib.h>
#include <string.h>

#include "content/writer.h"
#include "staff/export_parts.h"
#include "staff/yaml_out.h"

/* One delegation as it is read together. */
typedef struct Home {
    Export *e;
    const char *slug, *folder;
    const char *texts[CONTENT_LANGUAGES_MAX][5]; /* name, official name, parliament, … */
    int chamber_count;
    struct {
        const char *position, *deputies, *website;
        const char *name[CONTENT_LANGUAGES_MAX];
    } chambers[WRITER_CHAMBERS];
    bool has[CONTENT_LANGUAGES_MAX]; /* anything in this language */
} Home;

static int language_of(const Home *home, const char *code)
{
    return code != NULL ? content_find_language(home->e->content, code) : -1;
}

/* ---- reading ---- */

static bool read_text(void *context, const Row *row, Error *error)
{
    Home *home = (Home *)context;
    int language = language_of(home, row->columns[0]);
    (void)error;
    for (int i = 0; language >= 0 && i < 5; i++) {
        home->texts[language][i] = row->columns[i + 1];
        home->has[language] = true;
    }
    return true;
}

static bool read_chamber(void *context, const Row *row, Error *error)
{
    Home *home = (Home *)context;
    (void)error;
    if (home->chamber_count < WRITER_CHAMBERS) { /* more are not shown */
        int i = home->chamber_count++;
        home->chambers[i].position = row->columns[0];
        home->chambers[i].deputies = row->columns[1];
        home->chambers[i].website = row->columns[2];
    }
    return true;
}

static bool read_chamber_name(void *context, const Row *row, Error *error)
{
    Home *home = (Home *)context;
    int language = language_of(home, row->columns[1]);
    (void)error;
    for (int i = 0; language >= 0 && i < home->chamber_count; i++) {
        if (row->columns[0] != NULL && strcmp(home->chambers[i].position, row->columns[0]) == 0) {
            home->chambers[i].name[language] = row->columns[2];
            home->has[language] = true;
        }
    }
    return true;
}

/* ---- writing ---- */

static bool write_facts(Home *home, const char *flag, Error *error)
{
    Export *e = home->e;
    const char *path = arena_printf(&e->arena, "%s/facts.yaml", home->folder);
    FILE *file = export_open(e, path, error);
    if (file == NULL) {
        return false;
    }
    fputs("# What is the same in every language.\n", file);
    YamlOut out;
    yaml_out_begin(&out, file);
    yaml_out_pair(&out, "flag", flag);
    if (home->chamber_count > 0) {
        yaml_out_text(&out, "chambers");
        yaml_out_list(&out);
        for (int i = 0; i < home->chamber_count; i++) {
            yaml_out_mapping(&out);
            yaml_out_pair(&out, "deputies", home->chambers[i].deputies);
            yaml_out_pair(&out, "website", home->chambers[i].website);
            yaml_out_mapping_end(&out);
        }
        yaml_out_list_end(&out);
    }
    return export_close(e, file, path, yaml_out_finish(&out), error);
}

static bool write_language(Home *home, int language, const char *name, Error *error)
{
    static const char *const KEYS[] = {"name", "official name", "parliament", "representative",
                                       "role"};
    Export *e = home->e;
    const char *code = content_language(e->content, language)->code;
    const char *path = arena_printf(&e->arena, "%s/%s.md", home->folder, code);
    FILE *file = export_open(e, path, error);
    if (file == NULL) {
        return false;
    }
    fputs("---\n", file);
    YamlOut out;
    yaml_out_begin(&out, file);
    for (int i = 0; i < 5; i++) {
        const char *text = home->texts[language][i];
        yaml_out_pair(&out, KEYS[i], i == 0 && text == NULL ? name : text);
        if (i == 2 && home->chamber_count > 0) { /* below the parliament that they make up */
            yaml_out_text(&out, "chambers");
            yaml_out_list(&out);
            for (int k = 0; k < home->chamber_count; k++) {
                yaml_out_text(&out, home->chambers[k].name[language]);
            }
            yaml_out_list_end(&out);
        }
    }
    bool good = yaml_out_finish(&out) && fputs("---\n", file) >= 0;
    return export_close(e, file, path, good, error);
}

static bool write_languages(Home *home, Error *error)
{
    Content *content = home->e->content;
    int index = content_find_delegation(content, content_id(home->slug)), written = 0;
    for (int i = 0; i < content_language_count(content); i++) {
        /* A language with chambers' names alone shows the delegation's name from another. */
        const char *name =
            index >= 0 ? content_text(&content_delegation(content, index)->name, i).text : NULL;
        if (home->has[i]) {
            written++;
            if (!write_language(home, i, name != NULL ? name : home->slug, error)) {
                return false;
            }
        }
    }
    /* One that nobody has named goes by its short name, here as on the screen. */
    return written > 0 || write_language(home, 0, home->slug, error);
}

static bool write_delegation(void *context, const Row *row, Error *error)
{
    Export *e = (Export *)context;
    const char *slug = row->columns[0], *flag = NULL;
    Home *home = (Home *)calloc(1, sizeof *home);
    if (home == NULL) {
        return error_set(error, "there is not enough memory");
    }
    home->e = e;
    home->slug = slug;
    home->folder = arena_printf(&e->arena, "delegations/%s", slug != NULL ? slug : "");
    bool good =
        export_check_slug("the delegation", slug, error) && export_folder(e, home->folder, error) &&
        rows_read(e->content, ROWS_DELEGATION_TEXT, slug, &e->arena, read_text, home, error) &&
        rows_read(e->content, ROWS_CHAMBER, slug, &e->arena, read_chamber, home, error) &&
        rows_read(e->content, ROWS_CHAMBER_TEXT, slug, &e->arena, read_chamber_name, home, error);
    if (good && row->columns[1] != NULL) {
        good = export_folder(e, "flags", error);
        flag = good ? export_picture(e, &e->flags, "flags", "flag-", row->columns[1], error) : NULL;
        good = good && (flag != NULL || error->text[0] == '\0'); /* a flag that is not there */
    }
    good = good && write_facts(home, flag, error) && write_languages(home, error);
    free(home);
    return good;
}

bool export_delegations(Export *e, Error *error)
{
    return export_folder(e, "delegations", error) &&
           rows_read(e->content, ROWS_DELEGATION, NULL, &e->arena, write_delegation, e, error);
}
