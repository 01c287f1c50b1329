/* Tests of content/body.c: what Markdown becomes, and that nothing written in it can upset it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "content/content.h"

static Arena arena;

static int begin(void **state)
{
    (void)state;
    arena_init(&arena, 65536);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

static Body parse(const char *markdown)
{
    Body body;
    assert_true(body_parse(&arena, markdown, strlen(markdown), &body));
    return body;
}

/* The blocks as one line each, for comparing: kind, depth, number, text, spans. */
static const char *written(const Body *body)
{
    static const char KINDS[] = "PHLQI";
    const char *all = "";
    for (int i = 0; i < body->block_count; i++) {
        const Block *b = &body->blocks[i];
        assert_int_equal(strlen(b->text), b->length);
        all = arena_printf(&arena, "%s%c", all, KINDS[b->kind]);
        if (b->depth != 0 || b->number != 0) {
            all = arena_printf(&arena, "%s%d.%d", all, b->depth, b->number);
        }
        all = arena_printf(&arena, "%s[%s]", all, b->text);
        for (int k = 0; k < b->span_count; k++) {
            const Span *s = &b->spans[k];
            all =
                arena_printf(&arena, "%s(%.*s %u%s%s)", all, (int)s->length, b->text + s->start,
                             s->flags, s->link != NULL ? " " : "", s->link != NULL ? s->link : "");
        }
    }
    return all;
}

/* Every span in order, inside the text, not empty, between letters. */
static void check_body(const Body *body)
{
    assert_in_range(body->block_count, 0, 20000);
    for (int i = 0; i < body->block_count; i++) {
        const Block *b = &body->blocks[i];
        assert_true(utf8_is_valid(b->text, b->length, NULL));
        assert_true(b->length > 0 || b->kind == BLOCK_PICTURE);
        assert_in_range(b->depth, 0, 16);
        assert_null(strstr(b->text, "  "));
        uint32_t at = 0;
        for (int k = 0; k < b->span_count; k++) {
            const Span *s = &b->spans[k];
            assert_true(s->start >= at && s->length > 0 && s->flags != 0);
            assert_true((s->flags & SPAN_LINK) != 0 ? s->link != NULL : s->link == NULL);
            at = s->start + s->length;
            assert_true(at <= b->length);
            assert_true(utf8_is_valid(b->text + s->start, s->length, NULL));
        }
    }
}

static void each_kind_of_block_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *markdown, *blocks;
    } CASES[] = {
        {"", ""},
        {"One\ntwo   three\n\nFour", "P[One two three]P[Four]"},
        {"One  \ntwo\\\nthree", "P[One\ntwo\nthree]"},
        {"One<br>two<b>three</b>", "P[One\ntwothree]"},
        {"# A\n\n### B *c*", "H1.0[A]H3.0[B c](c 1)"},
        {"- a\n- b\n  - c\n- d", "L1.0[a]L1.0[b]L2.0[c]L1.0[d]"},
        {"3. a\n4. b\n   1. c\n5. d", "L1.3[a]L1.4[b]L2.1[c]L1.5[d]"},
        {"- a\n\n  b\n\n- c", "L1.0[a\nb]L1.0[c]"},
        {"- a\n\n  - b\n\n  c", "L1.0[a]L2.0[b]P[c]"},
        {"> a\n> b\n>\n> c", "Q[a b]Q[c]"},
        {"> - a\n>\n> b", "L1.0[a]Q[b]"},
        {"a *b **c** d* e", "P[a b c d e](b  1)(c 3)( d 1)"},
        {"*a*_b_", "P[ab](ab 1)"},
        {"[a *b*](https://x.org) c", "P[a b c](a  4 https://x.org)(b 5 https://x.org)"},
        {"[a](https://x.org)[b](https://y.org)", "P[ab](a 4 https://x.org)(b 4 https://y.org)"},
        {"[a](javascript:x) [b](house.gov.by/a:b) [c](data:x)", "P[a b c](b 4 house.gov.by/a:b)"},
        {"<https://x.org>", "P[https://x.org](https://x.org 4 https://x.org)"},
        {"`a  b`", "P[a b]"},
        {"    a\n    b\n\nc", "P[a\nb]P[c]"},
        {"<div>\nno\n</div>\n\nyes", "P[yes]"},
        {"---\n\na", "P[a]"},
        {"![A *b*](hall)", "I[A b](b 1)"},
        {"![](hall)", "I[]"},
        {"a ![b](hall) c", "P[a]I[b]P[c]"},
        {"- a ![b](hall) c", "L1.0[a]I[b]P[c]"},
        {"> a ![b](hall) c", "Q[a]I[b]Q[c]"},
        {"# a ![b](hall) c", "H1.0[a]I[b]H1.0[c]"},
        {"![a ![b](x) c](hall)", "I[a b c]"},
        {"[![a](hall)](https://x.org)", "I[a](a 4 https://x.org)"},
        {"-\n- a", "L1.0[a]"},
        {"&amp; &#x41; &#0;", "P[& A \xEF\xBF\xBD]"},
        {"a&#10;b&#1;c", "P[a b c]"},
        {"*a *", "P[*a *]"},
        {"**a&nbsp;**", "P[a\xC2\xA0](a\xC2\xA0 2)"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        Body body = parse(CASES[i].markdown);
        check_body(&body);
        assert_string_equal(written(&body), CASES[i].blocks);
    }
}

static void a_picture_is_named_by_its_slug(void **state)
{
    (void)state;
    Body body = parse("![a](2022-hall)");
    assert_int_equal(body.block_count, 1);
    assert_true(body.blocks[0].picture == content_id("2022-hall"));
}

static void words_are_counted(void **state)
{
    (void)state;
    assert_int_equal(parse("").words, 0);
    assert_int_equal(parse("# One two\n\nthree  *four*five\n\n- six").words, 5);
}

static void bytes_that_are_no_text_become_boxes(void **state)
{
    (void)state;
    Body body;
    static const char BAD[] = "a\xFF"
                              "b \xC3 \0c";
    assert_true(body_parse(&arena, BAD, sizeof BAD - 1, &body));
    check_body(&body);
    assert_string_equal(written(&body), "P[a\xEF\xBF\xBD"
                                        "b \xEF\xBF\xBD \xEF\xBF\xBD"
                                        "c]");
}

/* What no text file may hold, by its number; of the last two cmark makes bytes that are no UTF-8.
 */
static void entities_make_no_control_characters(void **state)
{
    (void)state;
    Body body = parse("a&#0;b&#27;c&#133;d&#x2028;e&#xFFFE;f&#xFFFF;g");
    check_body(&body);
    assert_string_equal(written(&body), "P[a\xEF\xBF\xBD"
                                        "b c d e f g]");
}

static char *repeated(const char *text, size_t bytes)
{
    size_t count = strlen(text);
    char *all = (char *)arena_alloc(&arena, bytes + count + 1);
    assert_non_null(all);
    for (size_t at = 0; at < bytes; at += count) {
        memcpy(all + at, text, count);
    }
    return all;
}

static void bounds_hold(void **state)
{
    (void)state;
    Body body = parse(repeated("a\n\n", 100000));
    check_body(&body);
    assert_int_equal(body.block_count, 20000);
    const char *nested = "";
    for (int i = 0; i < 40; i++) {
        nested = arena_printf(&arena, "%s%*s- a\n", nested, i * 2, "");
    }
    body = parse(nested);
    check_body(&body);
    assert_int_equal(body.block_count, 40);
    assert_int_equal(body.blocks[39].depth, 16);
}

static void hostile_markdown_is_survived(void **state)
{
    (void)state;
    static const char *const PATTERNS[] = {"> ",   "- ",     "[",    "![",     "*a ",   "**a",
                                           "_",    "`a``",   "<a ",  "&",      "\\",    "1. ",
                                           "[a](", "![a](b", "***a", "- a\n ", "> a\n", "#"};
    for (size_t i = 0; i < sizeof PATTERNS / sizeof PATTERNS[0]; i++) {
        Body body = parse(repeated(PATTERNS[i], 5000));
        check_body(&body);
        arena_reset(&arena);
    }
}

/* Any bytes at all: seeded, so that a failure can be repeated. */
static void random_markdown_is_survived(void **state)
{
    (void)state;
    static const char LETTERS[] = "ab  \n\n*_`[]()!<>#-+1.&;\\~\t\"':/\xD0\xB0\xFF";
    uint64_t seed = 1;
    for (int round = 0; round < 3000; round++) {
        char text[200];
        size_t count = 0;
        while (count < sizeof text) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            text[count++] = LETTERS[(seed >> 33) % (sizeof LETTERS - 1)];
        }
        Body body;
        assert_true(body_parse(&arena, text, count, &body));
        check_body(&body);
        arena_reset(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_kind_of_block_is_read, begin, end),
        cmocka_unit_test_setup_teardown(a_picture_is_named_by_its_slug, begin, end),
        cmocka_unit_test_setup_teardown(words_are_counted, begin, end),
        cmocka_unit_test_setup_teardown(bytes_that_are_no_text_become_boxes, begin, end),
        cmocka_unit_test_setup_teardown(entities_make_no_control_characters, begin, end),
        cmocka_unit_test_setup_teardown(bounds_hold, begin, end),
        cmocka_unit_test_setup_teardown(hostile_markdown_is_survived, begin, end),
        cmocka_unit_test_setup_teardown(random_markdown_is_survived, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
