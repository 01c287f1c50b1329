/* A painter that paints nothing, linked instead of draw/painter.c: the layout check reads the list
 * and looks at no pixel, and painting 4K pictures by the thousand would take it an hour. */
#include "draw/painter.h"

#include <stdlib.h>

struct Painter {
    int nothing;
};

Painter *painter_create(struct SDL_Renderer *renderer, Text *text, PainterBudget budget)
{
    (void)renderer;
    (void)text;
    (void)budget;
    return calloc(1, sizeof(Painter));
}

void painter_destroy(Painter *painter)
{
    free(painter);
}

void painter_set_pictures(Painter *painter, PictureSource source)
{
    (void)painter;
    (void)source;
}

void painter_paint(Painter *painter, const DrawList *list, Box box)
{
    (void)painter;
    (void)list;
    (void)box;
}

bool painter_make_one(Painter *painter, const DrawList *list, bool pictures)
{
    (void)painter;
    (void)list;
    (void)pictures;
    return false;
}

void painter_snapshot(Painter *painter, const DrawList *list, uint32_t number)
{
    (void)painter;
    (void)list;
    (void)number;
}

void painter_snapshot_shown(Painter *painter, const DrawList *list, uint32_t number)
{
    painter_snapshot(painter, list, number);
}

void painter_forget(Painter *painter)
{
    (void)painter;
}

PainterCounts painter_counts(const Painter *painter)
{
    (void)painter;
    return (PainterCounts){0};
}
