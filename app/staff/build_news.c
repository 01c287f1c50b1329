/* One news item: news/SLUG/ with facts.yaml, a Markdown file for each language it has, and the
 * pictures that those name. */
#include <cmark.h>
#include <ctype.h>
#include <string.h>

#include "staff/build_parts.h"
#include "staff/source_file.h"

static bool is_in(const char *name, const char *const *names)
{
    while (*names != NULL && strcmp(*names, name) != 0) {
        names++;
    }
    return *names != NULL;
}

/* ---- facts.yaml ---- */

static bool read_delegation(Build *build, Source *source, yaml_node_t *node, int position,
                            const char *slug, Error *error)
{
    const char *delegation = NULL;
    if (!source_item_text(source, node, "delegations", WRITER_SLUG_LETTERS, &delegation, error)) {
        return false;
    }
    if (!is_in(delegation, build->delegations)) {
        const char *nearest = source_nearest(delegation, build->delegations);
        return source_fail(source, node, error, "there is no delegation \"%s\"%s%s%s", delegation,
                           nearest != NULL ? "; is it \"" : "", nearest != NULL ? nearest : "",
                           nearest != NULL ? "\"?" : "");
    }
    Error reason = {{0}};
    return !build_writes(build) ||
           writer_news_delegation(build->writer, slug, position, delegation, &reason) ||
           source_fail(source, node, error, "\"%s\" is here twice: delete one", delegation);
}

static bool read_delegations(Build *build, Source *source, const char *slug, Error *error)
{
    NodeList list;
    if (!source_list(source, source_root(source), "delegations", NEED_OPTIONAL, &list, error)) {
        return false;
    }
    for (size_t i = 0; i < list.count; i++) {
        if (!build_goes_on(build,
                           read_delegation(build, source, list.items[i], (int)i + 1, slug, error),
                           error)) {
            return false;
        }
    }
    return true;
}

static bool read_facts(Build *build, const char *folder, const char *slug, Error *error)
{
    static const char *const KEYS[] = {"date",        "delegations", "shown from",
                                       "shown until", "pinned",      NULL};
    Source source = {0};
    WrittenNews news = {.slug = slug};
    const struct {
        const char *key;
        Need need;
        const char **out;
    } DATES[] = {{"date", NEED_REQUIRED, &news.date},
                 {"shown from", NEED_OPTIONAL, &news.from},
                 {"shown until", NEED_OPTIONAL, &news.until}};
    const char *path = source_file_join(&build->arena, folder, "facts.yaml");
    bool good = source_read_yaml(&source, &build->arena, path, error);
    yaml_node_t *root = good ? source_root(&source) : NULL;
    good = good && build_keys(build, &source, root, KEYS, error);
    for (size_t i = 0; good && i < sizeof DATES / sizeof DATES[0]; i++) {
        good = build_goes_on(
            build, source_date(&source, root, DATES[i].key, DATES[i].need, DATES[i].out, error),
            error);
    }
    good = good &&
           build_goes_on(build, source_yes_no(&source, root, "pinned", &news.pinned, error), error);
    if (good && news.from != NULL && news.until != NULL && strcmp(news.from, news.until) > 0) {
        good = build_goes_on(build,
                             source_fail(&source, source_find(&source, root, "shown until"), error,
                                         "\"shown until\" is before \"shown from\""),
                             error);
    }
    Error reason = {{0}};
    if (good && build_writes(build) && !writer_news(build->writer, &news, &reason)) {
        good = build_refused(&source, root, &reason, error);
    }
    good = good && read_delegations(build, &source, slug, error);
    source_finish(&source);
    return good;
}

/* ---- the text ---- */

typedef struct Article {
    Build *build;
    Source *source;
    const char *folder, *slug;
    const char *markdown; /* pictures named by their slugs so far */
} Article;

static int file_line(const Article *article, cmark_node *node)
{
    int line = cmark_node_get_start_line(node);
    return article->source->body_line + (line > 0 ? line - 1 : 0);
}

static bool fail_at(const Article *article, cmark_node *node, const char *sentence,
                    const char *name, Error *error)
{
    return error_set(error, "%s:%d: %s%s%s%s", article->source->path, file_line(article, node),
                     name != NULL ? "\"" : "", name != NULL ? name : "", name != NULL ? "\" " : "",
                     sentence);
}

/* "hall.jpg" of the item "2022-06-03-x" becomes "2022-06-03-x-hall"; NULL where that is no slug. */
static const char *picture_slug(const Article *article, const char *file)
{
    const char *dot = strrchr(file, '.');
    if (dot == NULL || strchr(file, '/') != NULL) {
        return NULL;
    }
    char name[WRITER_SLUG_LETTERS + 1];
    size_t count = 0;
    for (const char *p = file; p < dot && count < sizeof name - 1; p++) {
        name[count++] = *p == '_' || *p == ' ' ? '-' : (char)tolower((unsigned char)*p);
    }
    name[count] = '\0';
    const char *whole = arena_printf(&article->build->arena, "%s-%s", article->slug, name);
    return source_is_slug(name) && source_is_slug(whole) ? whole : NULL;
}

/* Puts `slug` in the place of each "](file)". NULL where there is none. */
static const char *rename_picture(const Article *article, const char *file, const char *slug)
{
    Arena *arena = &article->build->arena;
    const char *wanted = arena_printf(arena, "](%s)", file);
    const char *put = arena_printf(arena, "](%s)", slug);
    const char *text = article->markdown;
    const char *found = strstr(text, wanted);
    if (found == NULL) {
        return NULL;
    }
    size_t wanted_count = strlen(wanted), put_count = strlen(put), hits = 0;
    for (const char *p = found; p != NULL; p = strstr(p + wanted_count, wanted)) {
        hits++;
    }
    char *out = (char *)arena_alloc(arena, strlen(text) + hits * put_count + 1);
    if (out == NULL) {
        return NULL;
    }
    char *to = out;
    for (; found != NULL; found = strstr(text, wanted)) {
        memcpy(to, text, (size_t)(found - text));
        to += found - text;
        memcpy(to, put, put_count);
        to += put_count;
        text = found + wanted_count;
    }
    strcpy(to, text);
    return out;
}

static bool visit_picture(Article *article, cmark_node *node, Error *error)
{
    const char *file = cmark_node_get_url(node);
    if (file == NULL || file[0] == '\0') {
        return fail_at(article, node, "a picture is written as ![caption](hall.jpg)", NULL, error);
    }
    const char *slug = picture_slug(article, file);
    if (slug == NULL) {
        return fail_at(article, node,
                       "has to be a picture beside this file, named with a-z, 0-9 and -, such as "
                       "hall.jpg",
                       file, error);
    }
    const char *path = source_file_join(&article->build->arena, article->folder, file);
    if (!build_picture(article->build, path, slug, article->source, file_line(article, node),
                       error)) {
        return false;
    }
    const char *renamed = rename_picture(article, file, slug);
    if (renamed == NULL && strstr(article->markdown, slug) == NULL) {
        return fail_at(article, node, "has to be written as ![caption](file), without more", file,
                       error);
    }
    article->markdown = renamed != NULL ? renamed : article->markdown;
    return true;
}

/* HTML would not be shown, so it is refused; comments and <br> are what staff may mean by it. */
static bool visit_html(const Article *article, cmark_node *node, Error *error)
{
    const char *html = cmark_node_get_literal(node);
    if (html == NULL || strncmp(html, "<!--", 4) == 0 || strncmp(html, "<br", 3) == 0) {
        return true;
    }
    return fail_at(article, node, "HTML is not shown: write it as Markdown, or < as \\<", NULL,
                   error);
}

static bool visit_link(const Article *article, cmark_node *node, Error *error)
{
    const char *url = cmark_node_get_url(node);
    bool safe = url != NULL && (strncmp(url, "https://", 8) == 0 ||
                                strncmp(url, "http://", 7) == 0 || strncmp(url, "mailto:", 7) == 0);
    return safe || fail_at(article, node, "is not an address that begins with https://",
                           url != NULL ? url : "", error);
}

static bool check_text(Article *article, Error *error)
{
    cmark_node *document =
        cmark_parse_document(article->markdown, strlen(article->markdown), CMARK_OPT_DEFAULT);
    cmark_iter *iterator = cmark_iter_new(document);
    cmark_event_type event;
    bool good = true;
    while (good && (event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iterator);
        cmark_node_type type = cmark_node_get_type(node);
        if (event != CMARK_EVENT_ENTER) {
            continue;
        }
        if (type == CMARK_NODE_IMAGE) {
            good = build_goes_on(article->build, visit_picture(article, node, error), error);
        } else if (type == CMARK_NODE_LINK) {
            good = build_goes_on(article->build, visit_link(article, node, error), error);
        } else if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE) {
            good = build_goes_on(article->build, visit_html(article, node, error), error);
        }
    }
    cmark_iter_free(iterator);
    cmark_node_free(document);
    return good;
}

static bool check_length(const Source *source, const char *body, Error *error)
{
    if (body[strspn(body, " \t\r\n")] == '\0') {
        return error_set(error, "%s:%d: the text is missing below the second ---", source->path,
                         source->body_line);
    }
    if (strlen(body) > WRITER_BODY_BYTES) {
        return error_set(error, "%s:%d: the text is too long: %zu bytes; the most is %d",
                         source->path, source->body_line, strlen(body), WRITER_BODY_BYTES);
    }
    return true;
}

static bool read_language(Build *build, const char *folder, const char *path, const char *slug,
                          const char *language, Error *error)
{
    static const char *const KEYS[] = {"title", "summary", NULL};
    Source source = {0};
    WrittenNewsText text = {.news = slug, .language = language};
    bool good = source_read_markdown(&source, &build->arena, path, error);
    yaml_node_t *root = good ? source_root(&source) : NULL;
    good = good && build_keys(build, &source, root, KEYS, error) &&
           build_goes_on(build,
                         source_text(&source, root, "title", WRITER_TITLE_LETTERS, NEED_REQUIRED,
                                     &text.title, error),
                         error) &&
           build_goes_on(build,
                         source_text(&source, root, "summary", WRITER_SUMMARY_LETTERS,
                                     NEED_OPTIONAL, &text.summary, error),
                         error) &&
           check_length(&source, source.body, error);
    Article article = {
        .build = build, .source = &source, .folder = folder, .slug = slug, .markdown = source.body};
    good = good && check_text(&article, error) && check_length(&source, article.markdown, error);
    text.body = article.markdown;
    Error reason = {{0}};
    if (good && build_writes(build) && !writer_news_text(build->writer, &text, &reason)) {
        good = build_refused(&source, root, &reason, error);
    }
    source_finish(&source);
    return good;
}

bool build_news(Build *build, const char *slug, Error *error)
{
    const char *folder =
        source_file_join(&build->arena, source_file_join(&build->arena, build->dir, "news"), slug);
    if (!source_is_slug(slug)) {
        return error_set(error,
                         "%s: a folder's name is made of a-z, 0-9 and -, such as "
                         "\"2022-06-03-observers-briefed\"",
                         folder);
    }
    const char *paths[CONTENT_LANGUAGES_MAX] = {NULL};
    if (!build_goes_on(build, read_facts(build, folder, slug, error), error) ||
        !build_language_files(build, folder, paths, error)) {
        return false;
    }
    for (int i = 0; i < CONTENT_LANGUAGES_MAX; i++) {
        if (paths[i] != NULL &&
            !build_goes_on(build,
                           read_language(build, folder, paths[i], slug, build->languages[i], error),
                           error)) {
            return false;
        }
    }
    build->counts.news++;
    return true;
}
