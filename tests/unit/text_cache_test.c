/* The cache: nothing is laid out twice, nothing borrowed is let go, no answer is another's. */
#include <stdbool.h>

#include "text_fixture.h"

static void test_the_same_question_is_answered_once(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_SERIF, 36);
    char string[] = "The same question";
    const TextLayout *first = lay_out(text, string, style, 200, 0, 0);
    TextCounts counts = text_counts(text);
    text_begin_frame(text);
    char again[] = "The same question";
    assert_ptr_equal(lay_out(text, again, style, 200, 0, 0), first);
    assert_int_equal(text_counts(text).layouts, counts.layouts);
    assert_int_equal(text_counts(text).measures, counts.measures);
    (void)text_width(text, string, style);
    (void)text_width(text, again, style);
    assert_int_equal(text_counts(text).layouts, counts.layouts + 1);
    /* Every part of the question counts. */
    TextSpan span = {0, 3, FACE_SERIF_ITALIC, 0};
    TextStyle leaded = style;
    leaded.line_px++;
    assert_ptr_not_equal(lay_out(text, string, style, 201, 0, 0), first);
    assert_ptr_not_equal(lay_out(text, string, style, 200, 9, 0), first);
    assert_ptr_not_equal(lay_out(text, string, style, 200, 0, TEXT_ELLIPSIS), first);
    assert_ptr_not_equal(lay_out(text, string, leaded, 200, 0, 0), first);
    assert_ptr_not_equal(lay_out(text, string, style_of(FACE_SANS, 36), 200, 0, 0), first);
    assert_ptr_not_equal(text_layout(text, string, strlen(string), &span, 1, style, 200, 0, 0),
                         first);
    string[0] = 't'; /* the key is the cache's own copy */
    assert_ptr_not_equal(lay_out(text, string, style, 200, 0, 0), first);
    assert_ptr_equal(lay_out(text, again, style, 200, 0, 0), first);
}

static void test_a_cut_text_is_known_by_its_beginning(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_SERIF, 20);
    char a[60001], b[60001];
    size_t before = text_counts(text).cache_bytes;
    for (size_t i = 0; i + 6 < sizeof a; i += 6) {
        memcpy(a + i, "words ", 7);
    }
    memcpy(b, a, sizeof a);
    size_t count = strlen(a);
    b[count - 2] = '!';
    const TextLayout *first = text_layout(text, a, count, NULL, 0, style, 300, 4, 0);
    assert_ptr_equal(text_layout(text, b, count, NULL, 0, style, 300, 4, 0), first);
    assert_ptr_not_equal(text_layout(text, a, 1000, NULL, 0, style, 300, 0, 0), first);
    b[10] = '!';
    assert_ptr_not_equal(text_layout(text, b, count, NULL, 0, style, 300, 4, 0), first);
    assert_int_equal(text_layout(text, a, 30, NULL, 0, style, 300, 4, 0)->truncated, false);
    assert_true(text_counts(text).cache_bytes - before < 15000);
}

static void test_the_beginning_alone_is_another_question(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_SERIF, 20);
    static char string[20000];
    memset(string, 'w', sizeof string);
    for (size_t i = 5; i < sizeof string; i += 6) {
        string[i] = ' ';
    }
    /* Some 700 bytes are looked at for four lines; 600 are all that there is then. */
    const TextLayout *first = text_layout(text, string, sizeof string, NULL, 0, style, 300, 4, 0);
    assert_ptr_not_equal(text_layout(text, string, 600, NULL, 0, style, 300, 4, 0), first);
}

enum { ASKED = 20 };

/* Asks a frame's questions; those of `known` must be answered from the cache. */
static void ask(Text *text, int frame, const TextLayout **answers, bool known)
{
    char string[32];
    uint64_t before = text_counts(text).layouts;
    for (int i = 0; i < ASKED; i++) {
        snprintf(string, sizeof string, "frame %d text %d", frame, i);
        const TextLayout *answer = lay_out(text, string, style_of(FACE_SANS, 20), 300, 0, 0);
        assert_true(!known || answer == answers[i]);
        assert_lines(answer, string);
        answers[i] = answer;
    }
    assert_int_equal(text_counts(text).layouts - before, known ? 0 : ASKED);
}

static void test_old_answers_go_and_new_ones_stay(void **state)
{
    (void)state;
    Text *text = new_text(1000); /* less than one frame's answers */
    const TextLayout *now[ASKED], *last[ASKED];
    size_t most = 0;
    for (int frame = 0; frame < 50; frame++) {
        text_begin_frame(text);
        ask(text, frame, now, false);
        ask(text, frame, now, true);
        if (frame > 0) {
            ask(text, frame - 1, last, true);
        }
        memcpy(last, now, sizeof now);
        size_t bytes = text_counts(text).cache_bytes;
        most = frame == 5 ? bytes : most;
        assert_true(frame < 6 || bytes < most * 2);
    }
    text_begin_frame(text);
    text_begin_frame(text);
    for (int i = 0; i < ASKED; i++) {
        char string[32], line[64];
        snprintf(string, sizeof string, "frame 49 text %d", i);
        assert_string_equal(shown(now[i], 0, line, sizeof line), string); /* still borrowed */
    }
    ask(text, 49, now, true);
    for (int i = 0; i < 3; i++) {
        text_begin_frame(text);
    }
    assert_true(text_counts(text).cache_bytes <= 1000);
    ask(text, 49, now, false);
    text_destroy(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_same_question_is_answered_once),
        cmocka_unit_test(test_a_cut_text_is_known_by_its_beginning),
        cmocka_unit_test(test_the_beginning_alone_is_another_question),
        cmocka_unit_test(test_old_answers_go_and_new_ones_stay),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
