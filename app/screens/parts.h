/* Parts: what several screens show in the same way, from the content.
 *
 * Unlike ui/, these know what a delegation and a news item are. */
#ifndef FOYER_SCREENS_PARTS_H
#define FOYER_SCREENS_PARTS_H

#include "screens/screen.h"

/* The text in the visitor's language or the first that has it; NULL where none does. */
const char *parts_text(const View *view, const LocalText *text);

/* The name of the language the text is shown in where that is not the visitor's; else NULL. */
const char *parts_other_language(const View *view, const LocalText *text);

/* The same for a whole delegation: of the first of its texts that is in another language. */
const char *parts_delegation_language(const View *view, const Delegation *delegation);

/* "3 June 2022", or "3 июня 2022 года · English" where the title is in another language. */
const char *parts_news_date(const View *view, const NewsHead *head);

/* "Belarus", from the name, else the slug: never NULL. */
const char *parts_delegation_name(const View *view, const Delegation *delegation);

/* The deputies of each chamber, as a sector for a hemicycle; in the frame's arena. */
Sector parts_sector(const View *view, const Delegation *delegation);

/* The seats of one delegation in a half ring of this radius; borrowed as hemicycle_cached says. */
const Hemicycle *parts_delegation_seats(const View *view, const Delegation *delegation,
                                        int32_t outer_px);

/* A half ring of seats around (x, base), with the number and its noun in the middle. `shown` of the
 * seats are there, the last at `strength`; a noun of NULL is left out. */
typedef struct RingLook {
    int32_t outer_px;
    Role number_role;
    bool on_night;
    bool noun;
    int shown, strength;
} RingLook;
void parts_ring(const View *view, const Delegation *delegation, Point base, RingLook look);

/* The number of seats that the ring of a delegation draws. */
int parts_ring_seats(const View *view, const Delegation *delegation, int32_t outer_px);

/* "● Mazhilis 8 … ○ Senate 8": each chamber with its mark, side by side where they fit the box's
 * width, else below one another; in smaller type where the box is not high enough, and then without
 * the last. The height from the box's top; draws where `draw`. */
int32_t parts_legend(const View *view, const Delegation *delegation, Box box, bool draw);

/* The flags of the delegations a news item concerns, in a grid whose last column ends at `right`.
 * The height it takes; draws where `draw`. */
int32_t parts_flags(const View *view, const NewsHead *head, int32_t right, int32_t y,
                    int32_t flag_w, int columns, bool draw);

/* The header over paper from y = `top`: the organisation, the date, the clock; none where the
 * display is shallow. The y below it. */
int32_t parts_header(const View *view, int32_t top);

/* The margin left and right on every screen but the idle loop: 64 u, less where it is tight. */
int32_t parts_margin(const View *view);

/* A title in the screen title's type at (margin, y); the y below it. */
int32_t parts_screen_title(const View *view, const char *title, int32_t y);

#endif
