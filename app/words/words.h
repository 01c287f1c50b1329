/* The interface's words: every sentence the program itself says to a visitor.
 *
 * One file per language (en.c, ru.c), each a const table named in the list in words.c. The
 * content's own texts are not here: they come from the data file. */
#ifndef FOYER_WORDS_WORDS_H
#define FOYER_WORDS_WORDS_H

#include <stddef.h>

#include "base/date.h"

typedef enum Word {
    WORD_HOME,
    WORD_DELEGATIONS,
    WORD_NEWS,
    WORD_LATEST_NEWS,
    WORD_ALL_NEWS,
    WORD_TOUCH_TO_EXPLORE,
    WORD_TOUCH_TO_READ,
    WORD_TOUCH_A_DELEGATION,    /* Touch a delegation to see who represents it */
    WORD_TOUCH_FOR_DELEGATIONS, /* Touch to see all delegations: where there are too many */
    WORD_PLENIPOTENTIARY,       /* Plenipotentiary representative */
    WORD_REPRESENTATIVE,
    WORD_POINT_CAMERA_CHAMBER, /* Point your phone's camera at a code to open the chamber's site */
    WORD_POINT_CAMERA_LINK,    /* … to open the page */
    WORD_IN_THIS_STORY,
    WORD_NO_NEWS,        /* There is no news yet */
    WORD_STILL_THERE,    /* Are you still there? */
    WORD_CONTINUE,       /* I am still here */
    WORD_LEAVING,        /* The screen starts afresh for the next visitor. */
    WORD_ITEM_GONE,      /* This page is no longer there */
    WORD_CONTENT_BROKEN, /* This display has nothing to show at the moment */
    WORD_LINKS,          /* heading over the codes of an article's links */
    WORD_CONTENT_AS_OF,  /* before a date: of which day the content is */
    WORD_PINNED,         /* marks an item that staff keep at the top */
    WORD_COMFORT,        /* Make it comfortable: title of the comfort panel */
    WORD_DONE,
    WORD_TEXT_SIZE,
    WORD_TEXT_SIZE_HINT, /* Everything grows, nothing is cut off */
    WORD_CONTRAST,
    WORD_CONTRAST_HINT, /* Black on white, or light on dark */
    WORD_CONTRAST_STANDARD,
    WORD_CONTRAST_HIGH,
    WORD_CONTRAST_DARK,
    WORD_REACH,
    WORD_REACH_HINT, /* Brings every button to the lower half of the screen */
    WORD_REACH_FULL, /* Full height */
    WORD_REACH_LOW,
    WORD_MOTION,
    WORD_MOTION_HINT, /* Slides and scrolling without animation */
    WORD_ON,
    WORD_OFF,
    WORD_COMFORT_ENDS, /* The next visitor starts again from the standard settings. */
    WORD_SEARCH,
    WORD_SEARCH_HINT, /* what can be searched for: where nothing is typed */
    WORD_SEARCH_CLEAR,
    WORD_SEARCH_NOTHING,   /* nothing was found */
    WORD_SEARCH_NEAREST,   /* before the nearest words */
    WORD_SEARCH_PREPARING, /* the index is still being made */
    WORD_A_DELEGATION,     /* what a result is */
    WORD_A_NEWS_ITEM,
    WORD_SPACE, /* the key's name */
    WORD_STAFF, /* title of the staff's pages */
    WORD_STAFF_PIN,
    WORD_STAFF_WRONG,
    WORD_BACK,
    WORD_STATUS,
    WORD_ALL_WELL, /* nothing needs attention */
    WORD_HIDDEN,
    WORD_HIDDEN_HINT,
    WORD_HIDDEN_NOTHING,
    WORD_TOUCH_TEST,
    WORD_TOUCH_TEST_HINT,
    WORD_TOUCH_MOST, /* before a number: contacts at the same time */
    WORD_CLEANING,
    WORD_CLEANING_HINT,
    WORD_CLEANING_NOW,
    WORD_ROTATE,
    WORD_ROTATE_HINT,
    WORD_ROTATE_TEXT,
    WORD_ROTATE_ASK,
    WORD_TURN, /* the button: by 90 degrees */
    WORD_KEEP, /* the button: it stays as it hangs */
    WORD_TURN_BACK,
    WORD_RESTART,
    WORD_RESTART_HINT,
    WORD_RESTART_ASK,
    WORD_RESTART_TEXT,
    WORD_RESTART_NOW,        /* the button */
    WORD_STATUS_CONTENT,     /* what is shown */
    WORD_STATUS_FILE,        /* the staff's file */
    WORD_STATUS_SHOWN,       /* from which copy, and since when */
    WORD_STATUS_SINCE,       /* before a time */
    WORD_STATUS_MEMORY_COPY, /* it is held in memory, and in no file */
    WORD_STATUS_REFUSED,     /* why a newer file is not shown */
    WORD_STATUS_STORAGE,     /* why copies are not kept */
    WORD_STATUS_CLOCK,
    WORD_CLOCK_DOUBTED,
    WORD_STATUS_MEMORY,   /* in use by the program */
    WORD_STATUS_SETTINGS, /* faults of the settings file */
    WORD_STATUS_RUNNING,
    WORD_A_NOTICE, /* what is hidden */
    WORD_COUNT
} Word;

/* Things that are counted; each gives a whole phrase by the language's plural rules. */
typedef enum Counted {
    COUNTED_DEPUTIES,      /* "16 deputies" */
    COUNTED_DEPUTIES_NOUN, /* "deputies": under a big number */
    COUNTED_DELEGATIONS,   /* "5 delegations" */
    COUNTED_MINUTES_READ,  /* "3 min read" */
    COUNTED_SECONDS_LEFT,  /* "20 seconds left" */
    COUNTED_RESULTS,       /* "3 results" */
    COUNTED_TRY_AGAIN,     /* "Try again in 4 seconds" */
    COUNTED_ATTENTION,     /* "2 things need attention" */
    COUNTED_NEWS,          /* "3 news items" */
    COUNTED_HIDDEN,        /* "2 items are hidden" */
    COUNTED_CONTACTS,      /* "3 contacts" */
    COUNTED_COUNT
} Counted;

/* The forms a whole number takes, by CLDR's cardinal rules; "other" stands where "many" does. */
typedef enum Plural { PLURAL_ONE, PLURAL_FEW, PLURAL_MANY, PLURAL_COUNT } Plural;

/* All that one language says. In the patterns a letter in braces stands for what is filled in. */
typedef struct Words {
    const char *code;    /* "en" */
    const char *letters; /* the alphabet, capital and small */
    const char *text[WORD_COUNT];
    Plural (*plural)(long number);
    const char *counted[COUNTED_COUNT][PLURAL_COUNT]; /* "{n} deputies", NULL for unused forms */
    const char *months[12];                           /* as they stand in a date */
    const char *month_names[12];                      /* as they stand alone, in a heading */
    const char *months_short[12];                     /* as they stand in a strip of them */
    const char *weekdays[7];                          /* Monday first, as before a date */
    const char *long_date;                            /* "{d} {m} {y}", "{d} {m} {y} года" */
    const char *month_date;                           /* "{m} {y}": a month's heading */
    const char *day_date;                             /* "{w} {d} {m}" */
    const char *position;                             /* "Delegation {n} of {t}" */
    const char *number_group;                         /* between thousands */
    int minimum_grouped;                              /* digits a number needs to be grouped */
} Words;

/* The words for a language code ("ru", "ru-KZ"); English where there are none for it. Never NULL.
 */
const Words *words_for(const char *code);
/* Whether the interface itself speaks the language. */
int words_known(const char *code);
/* All languages that have words, NULL at the end: for tests. */
const Words *const *words_all(void);

/* The word's text, which lives as long as the program. */
const char *words_get(const Words *words, Word word);
/* "Jun"; `month` is 1 to 12. As long-lived. */
const char *words_month_short(const Words *words, int month);

/* Each writes to `out` (of `size` bytes, always ended by a 0, 128 is enough) and returns `out`.
 * What does not fit is cut between letters; a date that is none gives an empty text. */
const char *words_counted(const Words *words, Counted what, long number, char *out, size_t size);
const char *words_date(const Words *words, Date date, char *out, size_t size);  /* 3 June 2022 */
const char *words_day(const Words *words, Date date, char *out, size_t size);   /* Friday 3 June */
const char *words_month(const Words *words, Date date, char *out, size_t size); /* June 2022 */
const char *words_clock(const Words *words, Wall wall, char *out, size_t size); /* 10:24 */
const char *words_position(const Words *words, int number, int total, char *out, size_t size);
const char *words_number(const Words *words, long number, char *out, size_t size); /* 3,000 */

#endif
