/* Russian: the sentences that staff are told, by the English ones (sentences.h), in the order of
 * their bytes. */
#include "words/languages.h"

const Translation sentences_ru[] = {
    {"the file", "файл"},
    {"try again", "попробуйте ещё раз"},
};
const int sentences_ru_count = sizeof sentences_ru / sizeof sentences_ru[0];

const CountedTranslation sentences_counted_ru[] = {
    {"there is %d more finding like these",
     "there are %d more findings like these",
     {"есть ещё %d такое же замечание", "есть ещё %d таких же замечания",
      "есть ещё %d таких же замечаний"}},
};
const int sentences_counted_ru_count = sizeof sentences_counted_ru / sizeof sentences_counted_ru[0];
