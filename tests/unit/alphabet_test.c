/* Tests of screens/alphabet: the letter a name stands under, and the order of names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "screens/alphabet.h"

static void a_name_stands_under_its_first_letter(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        uint32_t letter;
    } NAMES[] = {{"Belarus", 'B'},      {"armenia", 'A'},    {"Åland", 'A'},
                 {"Æbelø", 'A'},        {"«Союз»", 0x421},   {"Ёлкино", 0x415},
                 {"Европа", 0x415},     {"Йемен", 0x419},    {"қазақстан", 0x49A},
                 {"Ўзбекистон", 0x40E}, {"Հայաստան", 0x540}, {"  the Hague", 'T'},
                 {"1001", '#'},         {"", '#'},           {"“”", '#'},
                 {"Ӏ", 0x4C0},          {"\xCC\x81é", 'E'},  {"\xFF", '#'}};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        assert_int_equal(alphabet_letter(NAMES[i].name), NAMES[i].letter);
    }
}

static void names_come_in_order(void **state)
{
    (void)state;
    static const char *const NAMES[] = {
        "1001",  "Åland",  "Albania", "Algeria", "New Zealand", "Newark", "Zambia",  "Азия",
        "Әулие", "Грузия", "Ғарм",    "Ёлкино",  "Енисей",      "Индия",  "Ікім",    "Йемен",
        "Кения", "Қазақ",  "Лаос",    "Уганда",  "Ўзбек",       "Фиджи",  "Эстония", "Հայաստան"};
    int count = (int)(sizeof NAMES / sizeof *NAMES);
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < count; k++) {
            int order = alphabet_compare(NAMES[i], NAMES[k]);
            int wanted = i < k ? -1 : i > k ? 1 : 0;
            if (order != wanted) {
                fail_msg("%s and %s: %d", NAMES[i], NAMES[k], order);
            }
        }
    }
}

static void case_and_diacritics_do_not_matter(void **state)
{
    (void)state;
    assert_int_equal(alphabet_compare("BÉLARUS", "belarus"), 0);
    assert_int_equal(alphabet_compare("ТЁРКИН", "теркин"), 0);
    assert_int_equal(alphabet_compare("  «Союз»", "союз"), 0);
    assert_int_equal(alphabet_compare("Guinea", "Guinea-Bissau") < 0, 1);
    assert_int_equal(alphabet_compare("", ""), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_stands_under_its_first_letter),
        cmocka_unit_test(names_come_in_order),
        cmocka_unit_test(case_and_diacritics_do_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
