/* The draw list: what is added lands where the clip, the offset and the fade say, and an item's
 * hash changes with everything that decides its pixels and with nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "draw/list.h"

static const Box SCREEN = {0, 0, 800, 480};

static void begin(DrawList *list)
{
    list_begin(list, SCREEN, COLOR_RGB(0xF7F4ED));
}

static const DrawItem *last(const DrawList *list)
{
    return &list->items[list->count - 1];
}

static void assert_box(Box box, int32_t x, int32_t y, int32_t w, int32_t h)
{
    assert_int_equal(box.x, x);
    assert_int_equal(box.y, y);
    assert_int_equal(box.w, w);
    assert_int_equal(box.h, h);
}

static void ground_covers_the_screen(void **state)
{
    (void)state;
    DrawList list;
    list_init(&list);
    begin(&list);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].kind, DRAW_FILL);
    assert_true(box_equal(list.items[0].box, SCREEN));
    begin(&list);
    assert_int_equal(list.count, 1);
    list_finish(&list);
}

static void clip_offset_and_fade_nest(void **state)
{
    (void)state;
    DrawList list;
    list_init(&list);
    begin(&list);
    ListState bare = list_move(&list, 100, 50);
    ListState moved = list_clip(&list, (Box){10, 10, 100, 100});
    list_move(&list, -5, 0);
    list_fade(&list, 128);
    list_fade(&list, 128);
    list_fill(&list, (Box){0, 0, 50, 50}, COLOR_RGB(0u));
    assert_box(last(&list)->box, 95, 50, 50, 50);
    assert_box(last(&list)->clip, 110, 60, 100, 100);
    assert_int_equal(last(&list)->alpha, 64);
    list_restore(&list, moved);
    list_fill(&list, (Box){0, 0, 50, 50}, COLOR_RGB(0u));
    assert_box(last(&list)->box, 100, 50, 50, 50);
    assert_box(last(&list)->clip, 0, 0, 800, 480);
    assert_int_equal(last(&list)->alpha, 255);
    list_restore(&list, bare);
    list_target(&list, (Box){1, 2, 3, 4}, 7, 9);
    assert_box(last(&list)->box, 1, 2, 3, 4);
    list_finish(&list);
}

static void unseen_adds_nothing(void **state)
{
    (void)state;
    DrawList list;
    list_init(&list);
    begin(&list);
    ListState was = list_clip(&list, (Box){100, 100, 50, 50});
    list_fill(&list, (Box){0, 0, 100, 480}, COLOR_RGB(0u));
    list_disc(&list, (Box){150, 100, 20, 20}, COLOR_RGB(0u));
    list_target(&list, (Box){0, 0, 50, 50}, 1, 1);
    list_region(&list, (Box){0, 0, 50, 50});
    list_fill(&list, (Box){110, 110, 0, 10}, COLOR_RGB(0u));
    list_fill(&list, (Box){110, 110, 10, 10}, COLOR_NONE);
    list_shape(&list, (Box){110, 110, 10, 10}, 3, COLOR_NONE, 0, COLOR_RGB(0u));
    list_shape(&list, (Box){110, 110, 10, 10}, 3, COLOR_NONE, 16, COLOR_NONE);
    list_clip(&list, (Box){0, 0, 10, 10}); /* an empty clip, as it lies outside the other */
    list_fill(&list, SCREEN, COLOR_RGB(0u));
    list_restore(&list, was);
    list_fade(&list, 0);
    list_fill(&list, SCREEN, COLOR_RGB(0u));
    list_icon(&list, (Box){0, 0, 20, 20}, ICON_HOME, COLOR_RGB(0u));
    assert_int_equal(list.count, 1);
    /* What is touched does not fade. */
    list_target(&list, (Box){0, 0, 50, 50}, 1, 1);
    assert_int_equal(list.count, 2);
    list_finish(&list);
}

static const TextStyle STYLE = {.face = FACE_SANS, .size_px = 20, .line_px = 30};

/* Adds the same thing each time but for what `change` says. The hash of it. */
static uint64_t hash_of(DrawList *list, int change)
{
    begin(list);
    list_move(list, change == 1, change == 2);
    list_fade(list, change == 3 ? 254 : 255);
    char word[] = "word";
    word[0] = change == 4 ? 'W' : 'w';
    TextPiece piece = {.text = word, .length = 4, .width = 40, .style = STYLE};
    piece.style.size_px = change == 5 ? 21 : 20;
    piece.style.face = change == 6 ? FACE_SERIF : FACE_SANS;
    piece.style.tracking_px = change == 7 ? 1 : 0;
    piece.font = change == 8 ? 1 : 0;
    TextLine line = {.piece_count = 1, .width = 40, .baseline = 22};
    TextLayout layout = {1, &line, &piece, 40, 30, 15, 5, false};
    list_layout(list, &layout, 100, 100, COLOR_RGB(change == 9 ? 1u : 0u));
    return last(list)->hash;
}

static void text_hash_covers_its_looks(void **state)
{
    (void)state;
    DrawList list;
    list_init(&list);
    uint64_t hashes[10];
    for (int i = 0; i < 10; i++) {
        hashes[i] = hash_of(&list, i);
        assert_true(hashes[i] == hash_of(&list, i)); /* from other pointers */
        for (int j = 0; j < i; j++) {
            assert_true(hashes[i] != hashes[j]);
        }
    }
    list_finish(&list);
}

enum { LOOKS = 27 };

static void add_look(DrawList *list, int look)
{
    Box box = {100, 100, 60, 60};
    Color ink = COLOR_RGB(0x152132);
    switch (look) {
    case 0:
        list_fill(list, box, ink);
        break;
    case 1:
        list_fill(list, box, COLOR_RGB(0x152133));
        break;
    case 2:
        list_fill(list, box, 0x80152132);
        break;
    case 3:
        list_fill(list, box_moved(box, 1, 0), ink);
        break;
    case 4:
        list_fill(list, (Box){100, 100, 61, 60}, ink);
        break;
    case 5:
        list_clip(list, (Box){100, 100, 59, 60});
        list_fill(list, box, ink);
        break;
    case 6:
        list_clip(list, (Box){101, 100, 59, 60});
        list_fill(list, box, ink);
        break;
    case 7:
        list_shape(list, box, 8, ink, 0, COLOR_NONE);
        break;
    case 8:
        list_shape(list, box, 9, ink, 0, COLOR_NONE);
        break;
    case 9:
        list_shape(list, box, 8, COLOR_NONE, 16, ink);
        break;
    case 10:
        list_shape(list, box, 8, COLOR_NONE, 17, ink);
        break;
    case 11:
        list_shape(list, box, 8, ink, 16, COLOR_RGB(1u));
        break;
    case 12:
        list_shape(list, box, 8, ink, 16, COLOR_RGB(2u));
        break;
    case 13:
        list_disc(list, box, ink);
        break;
    case 14:
        list_image(list, box, 1, 0);
        break;
    case 15:
        list_image(list, box, 2, 0);
        break;
    case 16:
        list_image(list, box, 1, 4);
        break;
    case 17:
        list_qr(list, box, "https://example.org/a", ink);
        break;
    case 18:
        list_qr(list, box, "https://example.org/b", ink);
        break;
    case 19:
        list_icon(list, box, ICON_HOME, ink);
        break;
    case 20:
        list_icon(list, box, ICON_NEWS, ink);
        break;
    case 21:
        list_icon(list, box, ICON_NEWS, COLOR_RGB(1u));
        break;
    case 22:
        list_shade(list, box, ink, false);
        break;
    case 23:
        list_shade(list, box, ink, true);
        break;
    case 24:
        list_snapshot(list, box, 1);
        break;
    case 25:
        list_snapshot(list, box, 2);
        break;
    default:
        list_fade(list, 100);
        list_image(list, box, 1, 0);
        break;
    }
}

static void hash_tells_all_looks_apart(void **state)
{
    (void)state;
    DrawList list;
    list_init(&list);
    uint64_t hashes[LOOKS];
    for (int i = 0; i < LOOKS; i++) {
        begin(&list);
        add_look(&list, i);
        assert_int_equal(list.count, 2);
        hashes[i] = last(&list)->hash;
        for (int j = 0; j < i; j++) {
            assert_true(hashes[i] != hashes[j]);
        }
        begin(&list);
        add_look(&list, i);
        assert_true(last(&list)->hash == hashes[i]);
    }
    list_finish(&list);
}

static void clip_that_cuts_nothing_leaves_the_hash(void **state)
{
    (void)state;
    DrawList list;
    list_init(&list);
    begin(&list);
    list_fill(&list, (Box){10, 10, 50, 50}, COLOR_RGB(0u));
    uint64_t whole = last(&list)->hash;
    list_clip(&list, (Box){5, 5, 100, 100});
    list_fill(&list, (Box){10, 10, 50, 50}, COLOR_RGB(0u));
    assert_true(last(&list)->hash == whole);
    list_finish(&list);
}

static void equal_shapes_have_equal_hashes(void **state)
{
    (void)state;
    DrawList list;
    list_init(&list);
    begin(&list);
    Box box = {10, 10, 50, 30};
    list_shape(&list, box, 15, COLOR_RGB(5u), 0, COLOR_RGB(9u));
    uint64_t pill = last(&list)->hash;
    list_shape(&list, box, 500, COLOR_RGB(5u), -3, COLOR_NONE);
    assert_true(last(&list)->hash == pill);
    list_disc(&list, box, COLOR_RGB(5u));
    assert_true(last(&list)->hash == pill);
    list_finish(&list);
}

static void text_keeps_its_bytes_and_boxes(void **state)
{
    (void)state;
    DrawList list;
    list_init(&list);
    begin(&list);
    char words[] = "onetwo";
    TextPiece pieces[] = {
        {.text = words, .length = 3, .x = 0, .width = 40, .style = STYLE},
        {.text = words + 3, .length = 3, .x = 40, .width = 60, .style = STYLE},
    };
    TextLine lines[] = {{.first_piece = 0, .piece_count = 1, .width = 40, .baseline = 22},
                        {.first_piece = 1, .piece_count = 1, .width = 60, .baseline = 52}};
    pieces[1].x = 0;
    TextLayout layout = {2, lines, pieces, 60, 60, 15, 5, false};
    list_move(&list, 1000, 0); /* back into the screen below */
    list_layout_in(&list, &layout, -900, 100, 200, ALIGN_RIGHT, COLOR_RGB(0u));
    assert_int_equal(list.count, 3);
    memset(words, 'x', 6);
    const DrawItem *one = &list.items[1], *two = &list.items[2];
    assert_memory_equal(one->as.text.piece.text, "one", 3);
    assert_memory_equal(two->as.text.piece.text, "two", 3);
    assert_int_equal(one->as.text.pen.x, 100 + 160);
    assert_int_equal(one->as.text.pen.y, 122);
    assert_box(one->as.text.line, 260, 107, 40, 20);
    assert_box(two->as.text.line, 240, 137, 60, 20);
    assert_true(box_contains(one->box, box_inset(one->as.text.line, -5)));
    begin(&list);
    list_layout_in(&list, &layout, 100, 0, 200, ALIGN_CENTRE, COLOR_RGB(0u));
    assert_int_equal(list.items[1].as.text.pen.x, 180);
    list_layout(&list, &layout, 100, 0, COLOR_RGB(0u));
    assert_int_equal(last(&list)->as.text.pen.x, 100);
    list_finish(&list);
}

static void marked_pieces_have_their_own_colour(void **state)
{
    (void)state;
    DrawList list;
    list_init(&list);
    begin(&list);
    TextPiece pieces[] = {{.text = "one", .length = 3, .width = 40, .style = STYLE},
                          {.text = "two", .length = 3, .x = 40, .width = 40, .mark = 1}};
    pieces[1].style = STYLE;
    TextLine line = {.piece_count = 2, .width = 80, .baseline = 22};
    TextLayout layout = {1, &line, pieces, 80, 30, 15, 5, false};
    list_layout_marked(&list, &layout, 100, 100, COLOR_RGB(1u), COLOR_RGB(2u));
    assert_int_equal(list.count, 3);
    assert_int_equal(list.items[1].color, COLOR_RGB(1u));
    assert_int_equal(list.items[2].color, COLOR_RGB(2u));
    assert_int_equal(list.items[2].as.text.pen.x, 140);
    list_finish(&list);
}

static void many_items_fit(void **state)
{
    (void)state;
    DrawList list;
    list_init(&list);
    for (int frame = 0; frame < 3; frame++) {
        begin(&list);
        for (int i = 0; i < 10000; i++) {
            list_qr(&list, (Box){i % 700, i % 400, 9, 9}, "https://example.org", COLOR_RGB(0u));
        }
        assert_int_equal(list.count, 10001);
        assert_string_equal(list.items[1].as.qr.address, "https://example.org");
        assert_string_equal(last(&list)->as.qr.address, "https://example.org");
    }
    list_finish(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ground_covers_the_screen),
        cmocka_unit_test(clip_offset_and_fade_nest),
        cmocka_unit_test(unseen_adds_nothing),
        cmocka_unit_test(text_hash_covers_its_looks),
        cmocka_unit_test(hash_tells_all_looks_apart),
        cmocka_unit_test(clip_that_cuts_nothing_leaves_the_hash),
        cmocka_unit_test(equal_shapes_have_equal_hashes),
        cmocka_unit_test(text_keeps_its_bytes_and_boxes),
        cmocka_unit_test(marked_pieces_have_their_own_colour),
        cmocka_unit_test(many_items_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
