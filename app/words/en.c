/* English: the words a visitor reads, and how it counts and writes dates. */
#include "words/languages.h"

/* CLDR: one: i = 1 and v = 0; other: everything else. */
static Plural plural_of(long number)
{
    return number == 1 || number == -1 ? PLURAL_ONE : PLURAL_MANY;
}

const Words words_en = {
    .code = "en",
    .letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,-",
    .text =
        {
            [WORD_HOME] = "Home",
            [WORD_DELEGATIONS] = "Delegations",
            [WORD_NEWS] = "News",
            [WORD_LATEST_NEWS] = "Latest news",
            [WORD_ALL_NEWS] = "All news",
            [WORD_TOUCH_TO_EXPLORE] = "Touch to explore",
            [WORD_TOUCH_TO_READ] = "Touch to read",
            [WORD_TOUCH_A_DELEGATION] = "Touch a delegation to see who represents it",
            [WORD_TOUCH_FOR_DELEGATIONS] = "Touch to see all delegations",
            [WORD_PLENIPOTENTIARY] = "Plenipotentiary representative",
            [WORD_REPRESENTATIVE] = "Representative",
            [WORD_POINT_CAMERA_CHAMBER] =
                "Point your phone’s camera at a code to open the chamber’s website",
            [WORD_POINT_CAMERA_LINK] = "Point your phone’s camera at a code to open the page",
            [WORD_IN_THIS_STORY] = "In this story",
            [WORD_NO_NEWS] = "There is no news yet",
            [WORD_STILL_THERE] = "Are you still there?",
            [WORD_CONTINUE] = "I am still here",
            [WORD_LEAVING] = "The screen starts afresh for the next visitor.",
            [WORD_ITEM_GONE] = "This page is no longer there",
            [WORD_CONTENT_BROKEN] = "This display has nothing to show at the moment",
            [WORD_LINKS] = "Links",
            [WORD_CONTENT_AS_OF] = "Content as of",
            [WORD_PINNED] = "Pinned",
            [WORD_COMFORT] = "Make it comfortable",
            [WORD_DONE] = "Done",
            [WORD_TEXT_SIZE] = "Text size",
            [WORD_TEXT_SIZE_HINT] = "Everything grows, nothing is cut off",
            [WORD_CONTRAST] = "Contrast",
            [WORD_CONTRAST_HINT] = "Black on white, or light on dark",
            [WORD_CONTRAST_STANDARD] = "Standard",
            [WORD_CONTRAST_HIGH] = "High",
            [WORD_CONTRAST_DARK] = "Dark",
            [WORD_REACH] = "Reach",
            [WORD_REACH_HINT] = "Brings every button to the lower half of the screen",
            [WORD_REACH_FULL] = "Full height",
            [WORD_REACH_LOW] = "Low",
            [WORD_MOTION] = "Motion",
            [WORD_MOTION_HINT] = "Slides and scrolling without animation",
            [WORD_ON] = "On",
            [WORD_OFF] = "Off",
            [WORD_COMFORT_ENDS] = "The next visitor starts again from the standard settings.",
            [WORD_SEARCH] = "Search",
            [WORD_SEARCH_HINT] =
                "Type a country, a name, or any word from the news. Latin or Cyrillic: both find.",
            [WORD_SEARCH_CLEAR] = "Clear",
            [WORD_SEARCH_NOTHING] = "Nothing was found",
            [WORD_SEARCH_NEAREST] = "The nearest words:",
            [WORD_SEARCH_PREPARING] = "The search is being prepared",
            [WORD_A_DELEGATION] = "Delegation",
            [WORD_A_NEWS_ITEM] = "News",
            [WORD_SPACE] = "space",
        },
    .plural = plural_of,
    .counted =
        {
            [COUNTED_DEPUTIES] = {[PLURAL_ONE] = "{n} deputy", [PLURAL_MANY] = "{n} deputies"},
            [COUNTED_DEPUTIES_NOUN] = {[PLURAL_ONE] = "deputy", [PLURAL_MANY] = "deputies"},
            [COUNTED_DELEGATIONS] =
                {[PLURAL_ONE] = "{n} delegation", [PLURAL_MANY] = "{n} delegations"},
            [COUNTED_MINUTES_READ] =
                {[PLURAL_ONE] = "{n} min read", [PLURAL_MANY] = "{n} min read"},
            [COUNTED_SECONDS_LEFT] =
                {[PLURAL_ONE] = "{n} second left", [PLURAL_MANY] = "{n} seconds left"},
            [COUNTED_RESULTS] = {[PLURAL_ONE] = "{n} result", [PLURAL_MANY] = "{n} results"},
        },
    .months = {"January", "February", "March", "April", "May", "June", "July", "August",
               "September", "October", "November", "December"},
    .month_names = {"January", "February", "March", "April", "May", "June", "July", "August",
                    "September", "October", "November", "December"},
    .months_short = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                     "Dec"},
    .weekdays = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
    .long_date = "{d} {m} {y}",
    .month_date = "{m} {y}",
    .day_date = "{w} {d} {m}",
    .position = "Delegation {n} of {t}",
    .number_group = ",",
    .minimum_grouped = 4,
};
