/* Bar: the navigation at the bottom of every screen but the idle loop, within reach of a seated
 * visitor: where one can go, how comfortably, and in which language to read. */
#ifndef FOYER_UI_BAR_H
#define FOYER_UI_BAR_H

#include "ui/ui.h"

#define BAR_LANGUAGES_MAX 8

typedef struct BarLook {
    ScreenKind current; /* whose entry is lit */
    int language_count, language;
    const char *language_names[BAR_LANGUAGES_MAX]; /* "English" */
    const char *language_codes[BAR_LANGUAGES_MAX]; /* "EN" */
} BarLook;

/* How high the bar is on this display, in this language and text size, in px. */
int32_t bar_height(const Ui *ui, const BarLook *look);

/* Draws it along the bottom edge. */
void bar_draw(const Ui *ui, const BarLook *look);

#endif
