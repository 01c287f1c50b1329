/* News row: a news item in brief, as it stands on home and in the list of all news. */
#ifndef FOYER_SCREENS_NEWS_ROW_H
#define FOYER_SCREENS_NEWS_ROW_H

#include "screens/screen.h"

typedef struct NewsRowLook {
    int title_lines, lead_lines; /* at most; 0 leads: none */
    int32_t pad_px;              /* above and below */
} NewsRowLook;

/* Date over headline over lead in a column. The height in px; draws where `draw`. */
int32_t news_brief(const View *view, const NewsHead *head, int32_t x, int32_t y, int32_t width,
                   NewsRowLook look, bool draw);

/* A row of the list of all news: date, headline and lead, flags side by side; date over headline
 * where the display is narrow. The height in px; draws where `draw`. */
int32_t news_row(const View *view, const NewsHead *head, int32_t x, int32_t y, int32_t width,
                 bool draw);

#endif
