/* See search_key.h. A word is read in units: letters that sound together, each with one sound of
 * its own script and perhaps others that another script may have for it. */
#include "content/search_key.h"

#include <string.h>

#include "base/utf8.h"
#include "content/search_letters.h"

/* ---- words ---- */

/* Letters, digits and letters of another script each make words of their own: "2022г." is two. */
static LetterKind word_kind(LetterKind kind, const KeyWord *word)
{
    return kind == LETTER_MARK && word->count > 0 ? letter_kind(word->letters[word->count - 1])
                                                  : kind;
}

static void add_letter(KeyWord *word, uint32_t letter, size_t end)
{
    uint32_t second;
    uint32_t bases[2] = {letter_base(letter, &second), 0};
    bases[1] = second;
    for (int i = 0; i < 2 && bases[i] != 0 && word->count < KEY_LETTERS_MOST; i++) {
        word->letters[word->count] = bases[i];
        word->ends[word->count++] = (uint32_t)end;
    }
}

bool key_next_word(const char *text, size_t count, size_t *at, KeyWord *word)
{
    LetterKind kind = LETTER_NONE;
    word->count = 0;
    size_t i = *at, length;
    for (; i < count; i += length) {
        uint32_t letter = utf8_decode(text + i, count - i, &length);
        LetterKind next = word_kind(letter_kind(letter), word);
        if (word->count == 0) {
            if (next == LETTER_NONE || next == LETTER_MARK) {
                continue;
            }
            kind = next;
            word->start = i;
        } else if (next != kind) {
            break;
        }
        if (letter_kind(letter) != LETTER_MARK) {
            add_letter(word, letter, i + length);
            word->end = i + length;
        } else if (letter >= 0x300 && word->count < KEY_LETTERS_MOST && word->end == i) {
            word->end = i + length; /* an accent upon it */
            word->ends[word->count - 1] = (uint32_t)word->end;
        }
    }
    *at = i;
    word->script = kind == LETTER_LATIN || kind == LETTER_DIGIT ? KEY_LATIN : KEY_OTHER;
    return word->count > 0;
}

/* ---- units ---- */

typedef enum Target { TARGET_OWN, TARGET_OTHER } Target;

enum { SOUNDS_MOST = 2 };

typedef struct Unit {
    int letters;
    int count; /* of sounds */
    const char *sounds[SOUNDS_MOST];
    char letter[8]; /* what a sound may point to */
} Unit;

static void set_one(Unit *unit, int letters, const char *sound)
{
    unit->letters = letters;
    unit->count = 1;
    unit->sounds[0] = sound;
}

static void set_two(Unit *unit, int letters, const char *first, const char *second)
{
    unit->letters = letters;
    unit->count = 2;
    unit->sounds[0] = first;
    unit->sounds[1] = second;
}

static void set_itself(Unit *unit, uint32_t letter)
{
    set_one(unit, 1, unit->letter);
    unit->letter[utf8_encode(letter, unit->letter)] = '\0';
}

static uint32_t letter_at(const KeyWord *word, int at)
{
    return at >= 0 && at < word->count ? word->letters[at] : 0;
}

static void latin_unit(const KeyWord *word, int at, Unit *unit)
{
    static const struct {
        char letter, next;
        const char *sound;
    } SOUNDS[] = {{'s', 'h', "x"}, {'z', 'h', "j"}, {'c', 'h', "q"}, {'k', 'h', "h"},
                  {'g', 'h', "g"}, {'y', 0, "i"},   {'x', 0, "ks"},  {'q', 0, "k"}};
    uint32_t letter = word->letters[at], next = letter_at(word, at + 1);
    for (size_t i = 0; i < sizeof SOUNDS / sizeof SOUNDS[0]; i++) {
        if (letter == (uint32_t)SOUNDS[i].letter &&
            (SOUNDS[i].next == 0 || next == (uint32_t)SOUNDS[i].next)) {
            set_one(unit, SOUNDS[i].next != 0 ? 2 : 1, SOUNDS[i].sound);
            return;
        }
    }
    set_itself(unit, letter);
}

/* What Latin letters may stand for in another script: y is й or ы, ye е, yo ё, c ц or к. */
static void latin_unit_for_other(const KeyWord *word, int at, Unit *unit)
{
    uint32_t letter = word->letters[at], next = letter_at(word, at + 1);
    if (letter == 'y' && next == 'e') {
        set_two(unit, 2, "e", "ie");
    } else if (letter == 'y' && next == 'o') {
        set_two(unit, 2, "e", "io");
    } else if (letter == 'y' && next != 'a' && next != 'u') {
        set_two(unit, 1, "i", "y");
    } else if (letter == 'w') {
        set_two(unit, 1, "v", "u"); /* Mahilyow */
    } else if (letter == 'c' && next != 'h') {
        set_two(unit, 1, "c", "k");
    } else if (letter == 'h') {
        set_two(unit, 1, "h", "g"); /* Homel, Hrodna */
    } else {
        latin_unit(word, at, unit);
    }
}

enum {
    CYRILLIC_VE = 0x432,
    CYRILLIC_DE = 0x434,
    CYRILLIC_YE = 0x435,
    CYRILLIC_ZHE = 0x436,
    CYRILLIC_KA = 0x43A,
    CYRILLIC_ES = 0x441,
    CYRILLIC_TE = 0x442,
    CYRILLIC_Y = 0x44B,
    CYRILLIC_YO = 0x451,
    ARMENIAN_YE = 0x565,
    ARMENIAN_ET = 0x568,
    ARMENIAN_VO = 0x578,
    ARMENIAN_VEW = 0x57E,
    ARMENIAN_YIWN = 0x582
};

static void other_unit(const KeyWord *word, int at, Unit *unit)
{
    uint32_t letter = word->letters[at], next = letter_at(word, at + 1);
    const char *sound = letter_sound(letter);
    if (letter == ARMENIAN_VO && next == ARMENIAN_YIWN) {
        set_one(unit, 2, "u");
    } else if (letter == ARMENIAN_VO && at == 0 && next != ARMENIAN_VEW) {
        set_one(unit, 1, "vo");
    } else if (sound != NULL) {
        set_one(unit, 1, sound);
    } else {
        set_itself(unit, letter);
    }
}

/* What letters of another script may be in Latin ones: ы is y, which is i there. */
static void other_unit_for_latin(const KeyWord *word, int at, Unit *unit)
{
    uint32_t letter = word->letters[at];
    bool begins = at == 0 || letter_is_vowel(word->letters[at - 1]);
    if (letter == CYRILLIC_Y || letter == ARMENIAN_ET) {
        set_one(unit, 1, "i");
    } else if (letter == CYRILLIC_YO) {
        set_two(unit, 1, "e", "io");
    } else if ((letter == CYRILLIC_YE || letter == ARMENIAN_YE) && begins) {
        set_two(unit, 1, "e", "ie");
    } else if (letter == CYRILLIC_KA) {
        set_two(unit, 1, "k", "c");
    } else if (letter == CYRILLIC_VE && at == 0) {
        set_two(unit, 1, "v", "w");
    } else {
        other_unit(word, at, unit);
    }
}

static void unit_at(const KeyWord *word, int at, Target target, Unit *unit)
{
    if (word->script == KEY_LATIN) {
        (target == TARGET_OWN ? latin_unit : latin_unit_for_other)(word, at, unit);
    } else {
        (target == TARGET_OWN ? other_unit : other_unit_for_latin)(word, at, unit);
    }
}

/* ---- keys ---- */

static bool is_sound(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Adds what one unit sounds like, which ends at the word's letter `letters`. Here sounds of two
 * units become one, so that it holds for every script: ts is c, dj is j, double letters are one. */
static void add_sounds(Key *key, const char *sounds, int letters)
{
    size_t length = strlen(sounds);
    if (key->count + length > KEY_BYTES_MOST) {
        return;
    }
    for (size_t i = 0; i < length; i++) {
        char last = key->count > 1 ? key->bytes[key->count - 1] : '\0';
        if ((sounds[i] == 's' && last == 't') || (sounds[i] == 'j' && last == 'd')) {
            key->bytes[key->count - 1] = sounds[i] == 's' ? 'c' : 'j';
            key->letters[key->count - 1] = (uint8_t)letters;
        } else if (sounds[i] != last || !is_sound(last)) {
            key->letters[key->count] = (uint8_t)letters;
            key->bytes[key->count++] = sounds[i];
        }
    }
    key->bytes[key->count] = '\0';
}

static void begin(Key *key, char script)
{
    key->count = 1;
    key->bytes[0] = script;
    key->bytes[1] = '\0';
    key->letters[0] = 0;
}

/* All ways in which the word may sound in the target, the likeliest first; their number. */
static int sound_out(const KeyWord *word, Target target, Key keys[KEY_TYPED_MOST])
{
    int count = 1;
    bool latin = (word->script == KEY_LATIN) == (target == TARGET_OWN);
    begin(&keys[0], latin ? KEY_LATIN : KEY_OTHER);
    for (int at = 0; at < word->count;) {
        Unit unit;
        unit_at(word, at, target, &unit);
        at += unit.letters;
        int before = count;
        for (int i = 0; i < before && unit.count > 1 && count < KEY_TYPED_MOST; i++) {
            keys[count] = keys[i];
            add_sounds(&keys[count++], unit.sounds[1], at);
        }
        for (int i = 0; i < before; i++) {
            add_sounds(&keys[i], unit.sounds[0], at);
        }
    }
    return count;
}

void key_of_word(const KeyWord *word, Key *key)
{
    Unit unit;
    key->bytes[0] = word->script;
    key->count = 1;
    key->letters[0] = 0;
    for (int at = 0; at < word->count;) {
        unit_at(word, at, TARGET_OWN, &unit);
        at += unit.letters;
        add_sounds(key, unit.sounds[0], at);
    }
    key->bytes[key->count] = '\0';
}

char key_first_sound(const KeyWord *word)
{
    Unit unit;
    unit_at(word, 0, TARGET_OWN, &unit);
    char sound = unit.sounds[0][0];
    return sound != 't' && sound != 'd' ? sound : '\0'; /* they may be half of ts or dj */
}

bool key_begins(const Key *key, const Key *beginning)
{
    return key->count >= beginning->count &&
           memcmp(key->bytes, beginning->bytes, (size_t)beginning->count) == 0;
}

/* Adds those keys that none of the others begins. */
static int add_keys(Key keys[KEY_TYPED_MOST], int count, const Key *more, int more_count,
                    int bytes_most)
{
    for (int i = 0; i < more_count && count < KEY_TYPED_MOST; i++) {
        bool is_new = more[i].count > 1 && more[i].count <= bytes_most;
        for (int k = 0; k < count && is_new; k++) {
            is_new = !key_begins(&more[i], &keys[k]);
        }
        if (is_new) {
            keys[count++] = more[i];
        }
    }
    return count;
}

/* What may be typed next and turns the last sound into another; 0 ends it. */
static const uint32_t *completions(const KeyWord *word)
{
    static const uint32_t LATIN[] = {'h', 's', 'j', 'e', 'o', 0};
    static const uint32_t CYRILLIC[] = {CYRILLIC_ZHE, CYRILLIC_ES, 0};
    static const uint32_t ARMENIAN[] = {ARMENIAN_YIWN, 0};
    static const uint32_t NONE[] = {0};
    uint32_t last = word->letters[word->count - 1];
    return last == 's' || last == 'z' || last == 'c' || last == 'k' || last == 't' || last == 'd' ||
                   last == 'y'
               ? LATIN
           : last == CYRILLIC_DE || last == CYRILLIC_TE ? CYRILLIC
           : last == ARMENIAN_VO                        ? ARMENIAN
                                                        : NONE;
}

/* Digits are the same everywhere; and "вы" shall not find every "vi". */
static bool has_other_script(const KeyWord *word)
{
    enum { SHORT_LETTERS = 3 };
    bool has_y = false;
    for (int i = 0; i < word->count; i++) {
        has_y = has_y || word->letters[i] == CYRILLIC_Y;
    }
    return letter_kind(word->letters[0]) != LETTER_DIGIT &&
           !(has_y && word->count <= SHORT_LETTERS);
}

int key_of_whole(const KeyWord *word, Key keys[KEY_TYPED_MOST])
{
    Key more[KEY_TYPED_MOST];
    int own = sound_out(word, TARGET_OWN, more);
    int count = add_keys(keys, 0, more, own, KEY_BYTES_MOST);
    if (has_other_script(word)) {
        int other = sound_out(word, TARGET_OTHER, more);
        count = add_keys(keys, count, more, other, KEY_BYTES_MOST);
    }
    return count;
}

int key_of_typed(const KeyWord *word, Key keys[KEY_TYPED_MOST])
{
    Key more[KEY_TYPED_MOST];
    bool has_other = has_other_script(word);
    int count = key_of_whole(word, keys), longest = 1;
    for (int i = 0; i < count; i++) {
        longest = keys[i].count > longest ? keys[i].count : longest;
    }
    if (word->count == KEY_LETTERS_MOST) {
        return count;
    }
    KeyWord next = *word;
    next.count++;
    for (const uint32_t *letter = completions(word); *letter != 0; letter++) {
        next.letters[next.count - 1] = *letter;
        count = add_keys(keys, count, more, sound_out(&next, TARGET_OWN, more), longest);
        if (has_other) {
            count = add_keys(keys, count, more, sound_out(&next, TARGET_OTHER, more), longest);
        }
    }
    return count;
}

const uint32_t *key_alphabet(const KeyWord *word)
{
    static const uint32_t LATIN[] = {'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i',
                                     'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r',
                                     's', 't', 'u', 'v', 'w', 'x', 'y', 'z', 0};
    /* One letter a sound: those of the other languages sound like one of these. */
    static const uint32_t CYRILLIC[] = {0x430, 0x431, 0x432, 0x433, 0x434, 0x435, 0x436, 0x437,
                                        0x438, 0x43A, 0x43B, 0x43C, 0x43D, 0x43E, 0x43F, 0x440,
                                        0x441, 0x442, 0x443, 0x444, 0x445, 0x446, 0x447, 0x448,
                                        0x449, 0x44B, 0x44E, 0x44F, 0};
    static const uint32_t ARMENIAN[] = {
        0x561, 0x562, 0x563, 0x564, 0x565, 0x566, 0x568, 0x569, 0x56A, 0x56B, 0x56C, 0x56D,
        0x56E, 0x570, 0x571, 0x572, 0x573, 0x574, 0x575, 0x576, 0x577, 0x578, 0x579, 0x57A,
        0x57B, 0x57C, 0x57D, 0x57E, 0x57F, 0x580, 0x581, 0x583, 0x584, 0x586, 0};
    static const uint32_t NONE[] = {0};
    switch (letter_kind(word->letters[0])) {
    case LETTER_LATIN:
        return LATIN;
    case LETTER_CYRILLIC:
        return CYRILLIC;
    case LETTER_ARMENIAN:
        return ARMENIAN;
    case LETTER_NONE:
    case LETTER_MARK:
    case LETTER_DIGIT:
    case LETTER_OTHER:
        break;
    }
    return NONE;
}
