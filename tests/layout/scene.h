/* Scene: one draw list at rest, seen as the layout rules look at it, and where findings go.
 *
 * The rules (rules_text.c, rules_touch.c, rules_color.c) are functions of a scene alone: they know
 * nothing of screens, content or time. layout_check.c makes the scenes. */
#ifndef FOYER_TESTS_SCENE_H
#define FOYER_TESTS_SCENE_H

#include <stdbool.h>

#include "draw/list.h"
#include "layout/ink.h"
#include "layout/lexicon.h"
#include "ui/theme.h"

/* Where a page stands that may scroll. */
typedef enum Place { PLACE_STILL, PLACE_TOP, PLACE_MIDDLE, PLACE_END } Place;

enum { FINDINGS_KEPT = 4096 };

/* What was found, over all scenes. A finding is printed once however many lists repeat it. */
typedef struct Findings {
    const char *label; /* the scene's: content, screen, size, language, text; borrowed */
    int most;          /* lines printed of one kind; the others are only counted */
    int count;
    struct {
        const char *kind; /* a literal */
        int count;
    } kinds[32];
    uint64_t seen[FINDINGS_KEPT]; /* hashes of the findings of this label */
    int seen_count;
} Findings;

typedef struct Scene {
    const DrawList *list;
    Theme theme;
    Place place;
    size_t first;           /* the first item that counts: what a curtain hides does not */
    const Lexicon *lexicon; /* NULL: words are not looked at */
    Ink *ink;               /* the very letters, where boxes are too coarse */
    Findings *findings;
} Scene;

Scene scene_make(const DrawList *list, Comfort comfort, Place place, Ink *ink, Findings *findings);

/* What of an item shows. */
Box scene_visible(const Scene *scene, const DrawItem *item);
/* What of a text's strict box shows. */
Box scene_visible_line(const Scene *scene, const DrawItem *item);
/* Whether the page's upper (lower) edge may cut what is on it: there is more beyond. */
bool scene_cuts_top(const Scene *scene, const DrawItem *item);
bool scene_cuts_bottom(const Scene *scene, const DrawItem *item);
/* Above it, in low reach, nothing is to be touched or read: 0 in full reach. */
int32_t scene_horizon(const Scene *scene);
/* Whether a later opaque fill hides all that shows of the text. */
bool scene_is_hidden(const Scene *scene, size_t index);

/* Begins a label; what was found under the last one is forgotten. */
void findings_begin(Findings *findings, const char *label);
/* One line: label, kind, what. */
void scene_report(const Scene *scene, const char *kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A text and its strict box, or another item and its box, for a message: in one of eight buffers
 * that take turns. */
const char *scene_describe(const DrawItem *item);

/* ---- the rules ---- */

void rules_check_text(const Scene *scene);
void rules_check_touch(const Scene *scene);
void rules_check_color(const Scene *scene);
void rules_check_reach(const Scene *scene);
/* All in turn. */
void rules_check(const Scene *scene);

#endif
