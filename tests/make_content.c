/* See make_content.h. */
#include "make_content.h"

#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/hash.h"
#include "content/writer.h"
#include "make_words.h"

typedef struct Maker {
    Writer *writer;
    Error *error;
    Arena arena; /* of the item under way */
    Words words;
    const MadeContent *options;
} Maker;

static const char *const LANGUAGES[WORDS_LANGUAGES] = {"en", "ru", "hy"};

/* A name of at most `most` letters; by turns what names may be, or a usual one. */
static const char *made_name(Maker *m, int language, int turn, int most)
{
    if (!m->options->usual) {
        return words_awkward_name(&m->words, language, turn, most);
    }
    return words_name(&m->words, language, 5 + (int)words_below(&m->words, 11), 9);
}

/* ---- rows ---- */

/* A picture of stripes, so that it is not all one colour. */
static bool make_picture(Maker *m, const char *slug, const char *format, int w, int h)
{
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_RGBA32);
    size_t room = (size_t)w * (size_t)h * 5 + 65536;
    void *bytes = malloc(room);
    SDL_RWops *out = bytes != NULL ? SDL_RWFromMem(bytes, (int)room) : NULL;
    bool good = surface != NULL && out != NULL;
    for (int i = 0; good && i < 8; i++) {
        SDL_Rect stripe = {0, h * i / 8, w, h / 8 + 1};
        Uint8 red = (Uint8)words_below(&m->words, 256), green = (Uint8)words_below(&m->words, 256);
        Uint32 colour = SDL_MapRGB(surface->format, red, green, (Uint8)words_below(&m->words, 256));
        (void)SDL_FillRect(surface, &stripe, colour);
    }
    good = good && (strcmp(format, "png") == 0 ? IMG_SavePNG_RW(surface, out, 0)
                                               : IMG_SaveJPG_RW(surface, out, 0, 80)) == 0;
    if (good) {
        WrittenPicture picture = {.slug = slug,
                                  .format = format,
                                  .size = {w, h},
                                  .bytes = bytes,
                                  .count = (size_t)SDL_RWtell(out)};
        good = writer_picture(m->writer, &picture, m->error);
    } else {
        (void)error_set(m->error, "the picture %s cannot be made: %s", slug, SDL_GetError());
    }
    if (out != NULL) {
        (void)SDL_RWclose(out);
    }
    free(bytes);
    SDL_FreeSurface(surface);
    return good;
}

static bool make_settings(Maker *m)
{
    static const Settings SETTINGS = {9 * TIME_S, 12 * TIME_S, 90 * TIME_S, 20 * TIME_S, 8, 0};
    return writer_language(m->writer, 1, "en", "English", words_name(&m->words, 0, 120, 14),
                           m->error) &&
           writer_language(m->writer, 2, "ru", "Русский", words_name(&m->words, 1, 120, 30),
                           m->error) &&
           writer_language(m->writer, 3, "hy", "Հայերեն", words_name(&m->words, 2, 40, 40),
                           m->error) &&
           writer_settings(m->writer, &SETTINGS, "en", m->error) &&
           make_picture(m, "flag", "png", 640, 480) && make_picture(m, "thin", "png", 640, 200) &&
           make_picture(m, "wide", "jpeg", 1600, 300) && make_picture(m, "tall", "png", 300, 1400);
}

/* Whether an item lacks a language: by turns none, the second, the third, the first, two. */
static bool lacks(const Maker *m, int turn, int language)
{
    if (m->options->usual) {
        return false;
    }
    return (turn % 5 == 1 && language == 1) || (turn % 5 == 2 && language == 2) ||
           (turn % 5 == 3 && language == 0) || (turn % 5 == 4 && language != 2);
}

/* How many deputies chamber `index` of `count` has, counted from 0. */
static int deputies_of(Maker *m, int turn, int index, int count)
{
    static const int DEPUTIES[] = {150, 0, 1, 7, 60, 12};
    if (m->options->deputies > 0) {
        /* The delegation's share of all, with the rest going to the last chamber. */
        int64_t all = m->options->deputies, most = m->options->delegations;
        int share = (int)(all * (turn + 1) / most - all * turn / most);
        return index + 1 < count ? share / (count + 1) : share - share / (count + 1) * (count - 1);
    }
    return turn < 6 ? DEPUTIES[(turn + index + 1) % 6] : (int)words_below(&m->words, 151);
}

static bool make_chambers(Maker *m, const char *slug, int turn)
{
    static const char *const WEBSITES[] = {
        NULL, "kenesh.kg",
        "https://a-long-name-of-a-parliament.example.org/and/a/long/path?with=a&query=too"};
    int count = 1 + turn % m->options->chambers;
    for (int i = 1; i <= count; i++) {
        int deputies = deputies_of(m, turn, i - 1, count);
        if (!writer_chamber(m->writer, slug, i, deputies, WEBSITES[words_below(&m->words, 3)],
                            m->error)) {
            return false;
        }
        for (int k = 0; k < WORDS_LANGUAGES; k++) {
            if (!lacks(m, turn, k) &&
                !writer_chamber_text(m->writer, slug, i, LANGUAGES[k],
                                     made_name(m, k, turn + i, 120), m->error)) {
                return false;
            }
        }
    }
    return true;
}

static bool make_delegation(Maker *m, int turn)
{
    const char *slug = arena_printf(&m->arena, "d-%02d", turn + 1);
    bool usual = m->options->usual;
    const char *flag = usual ? "flag" : turn % 7 == 5 ? NULL : turn % 7 == 3 ? "thin" : "flag";
    if (!writer_delegation(m->writer, turn + 1, slug, flag, m->error)) {
        return false;
    }
    for (int k = 0; k < WORDS_LANGUAGES; k++) {
        bool nobody = turn % 4 == 2 && !usual;
        /* One statement each: in one initialiser the compiler chooses who draws first. */
        WrittenDelegationText text = {.delegation = slug, .language = LANGUAGES[k]};
        text.name = made_name(m, k, turn, 120);
        text.official_name = turn % 3 == 2 && !usual ? NULL : made_name(m, k, turn, 120);
        text.parliament = turn % 8 == 6 && !usual ? NULL : made_name(m, k, turn / 2, 120);
        text.representative = nobody ? NULL : made_name(m, k, turn / 3, 120);
        text.role = nobody || turn % 2 == 1 ? NULL : made_name(m, k, turn / 2, 120);
        if (!lacks(m, turn, k) && !writer_delegation_text(m->writer, &text, m->error)) {
            return false;
        }
    }
    return make_chambers(m, slug, turn);
}

static const char *date_text(Maker *m, int32_t days)
{
    Date date = date_from_days(days);
    return arena_printf(&m->arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

static bool make_news_delegations(Maker *m, const char *slug, int turn)
{
    int most = m->options->delegations;
    int count = turn % 5 == 0 ? (most < 12 ? most : 12) : turn % 5 == 1 ? 0 : 1 + turn % 3;
    count = count < most ? count : most;
    int first = (int)words_below(&m->words, (uint32_t)most);
    for (int i = 0; i < count; i++) {
        const char *delegation = arena_printf(&m->arena, "d-%02d", (first + i) % most + 1);
        if (!writer_news_delegation(m->writer, slug, i + 1, delegation, m->error)) {
            return false;
        }
    }
    return true;
}

static bool make_news(Maker *m, const char *slug, int turn, int words)
{
    static const int32_t LAST_DAY = 19146; /* 2022-06-03, the day of the tests */
    int32_t day = LAST_DAY - turn;
    WrittenNews news = {.slug = slug,
                        .date = date_text(m, day),
                        .from = turn % 4 == 1 ? date_text(m, day - 1) : NULL,
                        .until = turn % 6 == 1 ? date_text(m, day + 30) : NULL,
                        .pinned = turn == 3 || turn == 8};
    if (!writer_news(m->writer, &news, m->error)) {
        return false;
    }
    for (int k = 0; k < WORDS_LANGUAGES; k++) {
        WrittenNewsText text = {.news = slug, .language = LANGUAGES[k]};
        text.title = m->options->usual
                         ? words_summary(&m->words, k, 5 + (int)words_below(&m->words, 8))
                         : words_awkward_name(&m->words, k, turn, turn % 2 == 0 ? 120 : 400);
        text.summary = words_summary(&m->words, k, 10 + (int)words_below(&m->words, 60));
        text.body =
            words_article(&m->words, k, words > 0 ? words : 40 + (int)words_below(&m->words, 300));
        if (turn % 3 != 0) {
            text.summary = NULL;
        }
        if (!lacks(m, turn, k) && !writer_news_text(m->writer, &text, m->error)) {
            return false;
        }
    }
    return make_news_delegations(m, slug, turn);
}

static bool make_all(Maker *m)
{
    if (!make_settings(m)) {
        return false;
    }
    for (int i = 0; i < m->options->delegations; i++) {
        arena_reset(&m->arena);
        if (!make_delegation(m, i)) {
            return false;
        }
    }
    arena_reset(&m->arena);
    if (m->options->words > 0 && !make_news(m, "long", 0, m->options->words)) {
        return false;
    }
    for (int i = 1; i <= m->options->news; i++) {
        arena_reset(&m->arena);
        if (!make_news(m, arena_printf(&m->arena, "n-%05d", i), i, 0)) {
            return false;
        }
    }
    return writer_finish(m->writer, m->error);
}

bool make_content(const char *file, const MadeContent *options, Error *error)
{
    Maker m = {.error = error, .options = options};
    m.words = (Words){&m.arena, hash_u64(HASH_SEED, options->seed)};
    m.writer = writer_create(file, error);
    if (m.writer == NULL) {
        return false;
    }
    arena_init(&m.arena, 1 << 20);
    bool good = make_all(&m);
    arena_finish(&m.arena);
    writer_destroy(m.writer);
    return good;
}
