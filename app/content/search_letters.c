/* See search_letters.h. Latin diacritics are those that Unicode 15 decomposes, with the letters
 * with strokes added; romanisation follows BGN/PCGN with one sound a letter where people differ. */
#include "content/search_letters.h"

#include <stddef.h>

typedef struct Range {
    uint32_t first, last;
} Range;

static bool is_in(uint32_t letter, const Range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (letter >= ranges[i].first && letter <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

/* ---- kinds ---- */

static bool is_mark(uint32_t letter)
{
    static const Range MARKS[] = {
        {0x27, 0x27},     {0xAD, 0xAD},                       /* apostrophe, soft hyphen */
        {0x2B9, 0x2BF},   {0x300, 0x36F},   {0x483, 0x489},   /* modifier letters, accents, titlo */
        {0x55A, 0x55C},   {0x55E, 0x55E},                     /* Armenian accents within a word */
        {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}, /* more accents */
        {0x200B, 0x200D}, {0x2018, 0x2019}, {0x2060, 0x2060}, /* no width; quotes as apostrophes */
        {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
    };
    return is_in(letter, MARKS, sizeof MARKS / sizeof MARKS[0]);
}

/* Punctuation and symbols past Latin; whatever is not known to be one is taken for a letter, so
 * that other scripts can be searched as they are. */
static bool is_symbol(uint32_t letter)
{
    static const Range SYMBOLS[] = {
        {0x2B0, 0x36F},     {0x37E, 0x37E},     {0x387, 0x387},   {0x482, 0x482},
        {0x55D, 0x55D},     {0x55F, 0x55F},     {0x589, 0x58F},   {0x5BE, 0x5BE},
        {0x5F3, 0x5F4},     {0x600, 0x61F},     {0x66A, 0x66D},   {0x6D4, 0x6D4},
        {0x964, 0x965},     {0x10FB, 0x10FB},   {0x2000, 0x2BFF}, {0x2E00, 0x2E7F},
        {0x3000, 0x3004},   {0x3008, 0x3020},   {0xD800, 0xF8FF}, {0xFE10, 0xFE1F},
        {0xFE30, 0xFE6F},   {0xFF00, 0xFF20},   {0xFFE0, 0xFFFF}, {0x1D000, 0x1DFFF},
        {0x1F000, 0x1FBFF}, {0xE0000, 0x10FFFF}};
    return is_in(letter, SYMBOLS, sizeof SYMBOLS / sizeof SYMBOLS[0]);
}

LetterKind letter_kind(uint32_t letter)
{
    if (letter < 0x80) {
        uint32_t small = letter | 0x20;
        return small >= 'a' && small <= 'z'     ? LETTER_LATIN
               : letter >= '0' && letter <= '9' ? LETTER_DIGIT
               : letter == '\''                 ? LETTER_MARK
                                                : LETTER_NONE;
    }
    if (letter >= 0x400 && letter <= 0x52F && letter != 0x482) {
        return letter >= 0x483 && letter <= 0x489 ? LETTER_MARK : LETTER_CYRILLIC;
    }
    if (is_mark(letter)) {
        return LETTER_MARK;
    }
    if ((letter >= 0xC0 && letter < 0x2B0 && letter != 0xD7 && letter != 0xF7) ||
        (letter >= 0x1E00 && letter <= 0x1EFF)) {
        return LETTER_LATIN;
    }
    if ((letter >= 0x531 && letter <= 0x556) || (letter >= 0x560 && letter <= 0x588)) {
        return LETTER_ARMENIAN;
    }
    return letter < 0x370 || is_symbol(letter) ? LETTER_NONE : LETTER_OTHER;
}

/* ---- without case and diacritics ---- */

/* From U+00C0, U+0180 and U+1E00 on; '.' stays as it is. */
static const char LATIN_C0[] = "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"
                               "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllll"
                               "lllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static const char LATIN_180[] = "...............a...............ooo.............uu....zz.........."
                                "............aaiioouuuuuuuuuu.aaaa....ggkkoooo..j.....gg..nnaa..oo"
                                "aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............"
                                "..........................a";
static const char LATIN_1E00[] = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
                                 "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
                                 "wwwwwwwwwwxxxxyyzzzzzzhtwyas....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
                                 "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

static const struct {
    uint32_t letter;
    char two[3];
} LATIN_TWO[] = {{0xC6, "ae"},  {0xE6, "ae"},  {0xDE, "th"},  {0xFE, "th"},  {0xDF, "ss"},
                 {0x132, "ij"}, {0x133, "ij"}, {0x152, "oe"}, {0x153, "oe"}, {0x1E9E, "ss"}};

static uint32_t latin_base(uint32_t letter, uint32_t *second)
{
    static const struct {
        uint32_t first;
        size_t count;
        const char *bases;
    } TABLES[] = {{0xC0, sizeof LATIN_C0 - 1, LATIN_C0},
                  {0x180, sizeof LATIN_180 - 1, LATIN_180},
                  {0x1E00, sizeof LATIN_1E00 - 1, LATIN_1E00}};
    if (letter < 0x80) {
        return letter | 0x20;
    }
    for (size_t i = 0; i < sizeof LATIN_TWO / sizeof LATIN_TWO[0]; i++) {
        if (LATIN_TWO[i].letter == letter) {
            *second = (uint32_t)LATIN_TWO[i].two[1];
            return (uint32_t)LATIN_TWO[i].two[0];
        }
    }
    for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0]; i++) {
        if (letter >= TABLES[i].first && letter - TABLES[i].first < TABLES[i].count) {
            char base = TABLES[i].bases[letter - TABLES[i].first];
            return base != '.' ? (uint32_t)base : letter;
        }
    }
    return letter;
}

/* Unicode keeps small letters at a fixed way from the capitals, or right behind them. */
static uint32_t cyrillic_small(uint32_t letter)
{
    if (letter < 0x410) {
        return letter + 80;
    }
    if (letter < 0x430) {
        return letter + 32;
    }
    if (letter < 0x460) {
        return letter;
    }
    if (letter == 0x4C0) {
        return 0x4CF;
    }
    if (letter >= 0x4C1 && letter <= 0x4CE) {
        return letter + (letter & 1);
    }
    return letter == 0x4CF ? letter : letter | 1;
}

uint32_t letter_base(uint32_t letter, uint32_t *second)
{
    *second = 0;
    switch (letter_kind(letter)) {
    case LETTER_LATIN:
        return latin_base(letter, second);
    case LETTER_CYRILLIC:
        return cyrillic_small(letter);
    case LETTER_ARMENIAN:
        return letter < 0x560 ? letter + 48 : letter;
    case LETTER_NONE:
    case LETTER_MARK:
    case LETTER_DIGIT:
    case LETTER_OTHER:
        break;
    }
    return letter;
}

/* ---- sounds ---- */

/* From U+0430 а to U+045F џ: Russian, Ukrainian, Belarusian, Serbian. */
static const char *const CYRILLIC[] = {
    "a", "b", "v", "g", "d", "e", "j", "z", "i", "i",  "k", "l", "m", "n", "o",  "p",
    "r", "s", "t", "u", "f", "h", "c", "q", "x", "xq", "",  "y", "",  "e", "iu", "ia",
    "e", "e", "d", "g", "e", "z", "i", "i", "i", "l",  "n", "q", "k", "i", "u",  "j"};

/* Kazakh, Kyrgyz, Tajik, Tatar, Bashkir, and vowels with diaereses or macrons. */
static const struct {
    uint32_t letter;
    char sound[3];
} CYRILLIC_MORE[] = {
    {0x491, "g"} /* ґ */, {0x493, "g"} /* ғ */, {0x497, "j"} /* җ */, {0x499, "z"} /* ҙ */,
    {0x49B, "k"} /* қ */, {0x4A1, "k"} /* ҡ */, {0x4A3, "n"} /* ң */, {0x4AB, "s"} /* ҫ */,
    {0x4AF, "u"} /* ү */, {0x4B1, "u"} /* ұ */, {0x4B3, "h"} /* ҳ */, {0x4B7, "j"} /* ҷ */,
    {0x4B9, "j"} /* ҹ */, {0x4BB, "h"} /* һ */, {0x4D1, "a"} /* ӑ */, {0x4D3, "a"} /* ӓ */,
    {0x4D7, "e"} /* ӗ */, {0x4D9, "a"} /* ә */, {0x4E3, "i"} /* ӣ */, {0x4E5, "i"} /* ӥ */,
    {0x4E7, "o"} /* ӧ */, {0x4E9, "o"} /* ө */, {0x4EB, "o"} /* ӫ */, {0x4EF, "u"} /* ӯ */,
    {0x4F1, "u"} /* ӱ */, {0x4F3, "u"} /* ӳ */, {0x4F9, "y"} /* ӹ */};

/* From U+0561 ա to U+0587 և. */
static const char *const ARMENIAN[] = {"a", "b", "g", "d", "e", "z", "e",  "y", "t", "j",
                                       "i", "l", "h", "c", "k", "h", "dz", "g", "q", "m",
                                       "i", "n", "x", "o", "q", "p", "j",  "r", "s", "v",
                                       "t", "r", "c", "v", "p", "k", "o",  "f", "ev"};

const char *letter_sound(uint32_t letter)
{
    if (letter >= 0x430 && letter - 0x430 < sizeof CYRILLIC / sizeof CYRILLIC[0]) {
        return CYRILLIC[letter - 0x430];
    }
    if (letter >= 0x561 && letter - 0x561 < sizeof ARMENIAN / sizeof ARMENIAN[0]) {
        return ARMENIAN[letter - 0x561];
    }
    for (size_t i = 0; i < sizeof CYRILLIC_MORE / sizeof CYRILLIC_MORE[0]; i++) {
        if (CYRILLIC_MORE[i].letter == letter) {
            return CYRILLIC_MORE[i].sound;
        }
    }
    return NULL;
}

bool letter_is_vowel(uint32_t letter)
{
    static const uint32_t VOWELS[] = {0x430, 0x435, 0x438, 0x43E, 0x443, 0x44A, 0x44B,
                                      0x44C, 0x44D, 0x44E, 0x44F, 0x451, 0x456, 0x45E,
                                      0x4D9, 0x4E9, 0x4AF, 0x4B1, 0x4E3, 0x4EF, 0x561,
                                      0x565, 0x567, 0x568, 0x56B, 0x578, 0x582, 0x585};
    for (size_t i = 0; i < sizeof VOWELS / sizeof VOWELS[0]; i++) {
        if (VOWELS[i] == letter) {
            return true;
        }
    }
    return false;
}
