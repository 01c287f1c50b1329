/* The folders of news items with their pictures, and the files of notices. */
#include <stdlib.h>
#include <string.h>

#include "staff/export_parts.h"
#include "staff/yaml_out.h"

/* One news item under way. Its texts live in an arena of their own: there may be 100,000 items. */
typedef struct Item {
    Export *e;
    const char *slug, *folder;
    PictureFile *pictures;
    YamlOut *out;
} Item;

static void write_days(YamlOut *out, const char *from, const char *until)
{
    yaml_out_pair(out, "shown from", from);
    yaml_out_pair(out, "shown until", until);
}

/* ---- the text ---- */

/* Writes the body with each picture's file in the place of its slug: "](SLUG)", the one way in
 * which build lets a picture be written. */
static bool write_body(Item *item, FILE *file, const char *body, Error *error)
{
    const char *prefix = arena_printf(&item->e->arena, "%s-", item->slug);
    for (const char *found; (found = strstr(body, "](")) != NULL;) {
        const char *slug = found + 2;
        size_t count = strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-");
        const char *name = NULL;
        if (count > 0 && count <= 100 && slug[count] == ')') {
            name = export_picture(item->e, &item->pictures, item->folder, prefix,
                                  arena_printf(&item->e->arena, "%.*s", (int)count, slug), error);
            if (name == NULL && error->text[0] != '\0') {
                return false;
            }
        }
        if (name == NULL) {
            count = 0;
        }
        (void)fwrite(body, 1, (size_t)(slug - body), file);
        (void)fputs(name != NULL ? name : "", file);
        body = slug + count;
    }
    return fputs(body, file) >= 0;
}

static bool write_text(void *context, const Row *row, Error *error)
{
    Item *item = (Item *)context;
    Export *e = item->e;
    const char *code = row->columns[0];
    if (content_find_language(e->content, code != NULL ? code : "") < 0) {
        return true; /* no visitor can choose it */
    }
    const char *path = arena_printf(&e->arena, "%s/%s.md", item->folder, code);
    FILE *file = export_open(e, path, error);
    if (file == NULL) {
        return false;
    }
    fputs("---\n", file);
    YamlOut out;
    yaml_out_begin(&out, file);
    yaml_out_pair(&out, "title", row->columns[1]);
    yaml_out_pair(&out, "summary", row->columns[2]);
    bool good = yaml_out_finish(&out) && fputs("---\n", file) >= 0;
    if (row->columns[3] != NULL && !write_body(item, file, row->columns[3], error)) {
        (void)fclose(file);
        return error->text[0] == '\0' ? error_set(error, "%s cannot be written", path) : false;
    }
    return export_close(e, file, path, good, error);
}

/* ---- facts.yaml ---- */

static bool write_delegation(void *context, const Row *row, Error *error)
{
    Item *item = (Item *)context;
    (void)error;
    yaml_out_text(item->out, row->columns[0]);
    return true;
}

static bool count_delegation(void *context, const Row *row, Error *error)
{
    (void)row;
    (void)error;
    (*(int *)context)++;
    return true;
}

static bool write_facts(Item *item, const Row *row, Error *error)
{
    Export *e = item->e;
    const char *path = arena_printf(&e->arena, "%s/facts.yaml", item->folder);
    FILE *file = export_open(e, path, error);
    if (file == NULL) {
        return false;
    }
    int delegations = 0;
    YamlOut out;
    item->out = &out;
    yaml_out_begin(&out, file);
    yaml_out_pair(&out, "date", row->columns[1]);
    bool good = rows_read(e->content, ROWS_NEWS_DELEGATION, item->slug, &e->arena, count_delegation,
                          &delegations, error);
    if (good && delegations > 0) {
        yaml_out_text(&out, "delegations");
        yaml_out_list(&out);
        good = rows_read(e->content, ROWS_NEWS_DELEGATION, item->slug, &e->arena, write_delegation,
                         item, error);
        yaml_out_list_end(&out);
    }
    write_days(&out, row->columns[2], row->columns[3]);
    if (row->columns[4] != NULL && strcmp(row->columns[4], "0") != 0) {
        yaml_out_pair(&out, "pinned", "yes");
    }
    bool written = yaml_out_finish(&out);
    if (!good) {
        (void)fclose(file);
        return false;
    }
    return export_close(e, file, path, written, error);
}

static bool write_news(void *context, const Row *row, Error *error)
{
    Export *all = (Export *)context;
    progress_step(&all->progress, all->news_done++, content_news_count(all->content));
    Export e = *all; /* with memory of its own, which goes when the item is done */
    arena_init(&e.arena, 65536);
    const char *slug = row->columns[0];
    Item item = {.e = &e, .slug = slug};
    item.folder = arena_printf(&e.arena, "news/%s", slug != NULL ? slug : "");
    bool good = export_check_slug("the news item", slug, error) &&
                export_folder(&e, item.folder, error) && write_facts(&item, row, error) &&
                rows_read(e.content, ROWS_NEWS_TEXT, slug, &e.arena, write_text, &item, error);
    all->machine = e.machine;
    arena_finish(&e.arena);
    return good;
}

bool export_news(Export *e, Error *error)
{
    if (content_news_count(e->content) == 0) {
        return true;
    }
    e->progress = progress_begin("Writing the news");
    bool good = export_folder(e, "news", error) &&
                rows_read(e->content, ROWS_NEWS, NULL, &e->arena, write_news, e, error);
    progress_end(&e->progress);
    return good;
}

/* ---- notices ---- */

static bool write_notice_text(void *context, const Row *row, Error *error)
{
    Item *item = (Item *)context;
    (void)error;
    yaml_out_pair(item->out, row->columns[0], row->columns[1]);
    return true;
}

static bool write_notice(void *context, const Row *row, Error *error)
{
    Export *e = (Export *)context;
    const char *slug = row->columns[0];
    if (!export_check_slug("the notice", slug, error)) {
        return false;
    }
    const char *path = arena_printf(&e->arena, "notices/%s.yaml", slug);
    FILE *file = export_open(e, path, error);
    if (file == NULL) {
        return false;
    }
    YamlOut out;
    Item item = {.e = e, .slug = slug, .out = &out};
    yaml_out_begin(&out, file);
    if (row->columns[1] != NULL && strcmp(row->columns[1], "0") != 0) {
        yaml_out_pair(&out, "urgent", "yes");
    }
    write_days(&out, row->columns[2], row->columns[3]);
    bool good =
        rows_read(e->content, ROWS_NOTICE_TEXT, slug, &e->arena, write_notice_text, &item, error);
    bool written = yaml_out_finish(&out);
    if (!good) {
        (void)fclose(file);
        return false;
    }
    return export_close(e, file, path, written, error);
}

bool export_notices(Export *e, Error *error)
{
    return content_notice_count(e->content) == 0 ||
           (export_folder(e, "notices", error) &&
            rows_read(e->content, ROWS_NOTICE, NULL, &e->arena, write_notice, e, error));
}
