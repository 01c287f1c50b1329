/* Makes content that is valid and as awkward as it may be, for layout and load tests: names of 120
 * letters, some of them one word; letters of eight languages; texts missing in one language or in
 * two; delegations of no deputies and of hundreds; articles of every kind of block. Or, as `usual`,
 * content as large as it may be and otherwise like any.
 *
 * The same options give the same file. */
#ifndef FOYER_TESTS_MAKE_CONTENT_H
#define FOYER_TESTS_MAKE_CONTENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

typedef struct MadeContent {
    int delegations; /* 1 or more; "d-01" is the first */
    int chambers;    /* the most a delegation has, 1 to 3 */
    int news;        /* "n-00001" is the first; 0: none but the long article */
    int words;       /* of the one long article, "long", the newest; 0: none */
    uint64_t seed;
    int deputies; /* of all delegations together; 0: as many as it comes to */
    bool usual;   /* names of a word or two, texts in all languages, nothing left out */
} MadeContent;

/* What the extreme content of the layout tests is made of. */
#define MADE_CONTENT_EXTREME                                                                       \
    ((MadeContent){.delegations = 40, .chambers = 3, .news = 200, .words = 20000, .seed = 1})

/* The largest assembly the display is made for: the news is one item a day, over fourteen years. */
#define MADE_CONTENT_LARGE                                                                         \
    ((MadeContent){.delegations = 40,                                                              \
                   .chambers = 3,                                                                  \
                   .news = 5000,                                                                   \
                   .seed = 1,                                                                      \
                   .deputies = 3000,                                                               \
                   .usual = true})

/* Writes the file; false with the reason. Languages: English, Russian, Armenian (for which the
 * interface has no words). */
bool make_content(const char *file, const MadeContent *options, Error *error);

#endif
