/* The painter: an incremental repaint equals a full one byte for byte, whatever changed; snapshots
 * show what was kept; budgets hold; no ink is cut. */
#include "draw_stage.h"

#include "draw/damage.h"

typedef struct Thing {
    uint8_t kind;
    bool flip;
    Box box, clip;
    int32_t radius, stroke, fade, dx;
    Color color, other;
    uint32_t number;
} Thing;

static const Color COLORS[] = {0xFF0C1B2D, 0xFFD6AE5C, 0x80152132, 0xFF8FC1E8, 0x20FFFFFF, 0};

static Thing random_thing(uint64_t *seed, Box screen)
{
    Thing thing = {0};
    thing.kind = (uint8_t)roll(seed, DRAW_SNAPSHOT + 1);
    thing.flip = roll(seed, 2) == 0;
    int32_t w = 1 + (int32_t)roll(seed, roll(seed, 6) == 0 ? 1200 : 150);
    int32_t h = roll(seed, 2) == 0 ? w : 1 + (int32_t)roll(seed, 150);
    thing.box = (Box){(int32_t)roll(seed, (uint32_t)(screen.w + w)) - w,
                      (int32_t)roll(seed, (uint32_t)(screen.h + h)) - h, w, h};
    thing.clip = roll(seed, 3) != 0 ? screen
                                    : (Box){(int32_t)roll(seed, (uint32_t)screen.w),
                                            (int32_t)roll(seed, (uint32_t)screen.h),
                                            (int32_t)roll(seed, 200), (int32_t)roll(seed, 200)};
    thing.radius = (int32_t)roll(seed, roll(seed, 3) == 0 ? 1000 : 20);
    thing.stroke = roll(seed, 2) == 0 ? 0 : (int32_t)roll(seed, 100);
    thing.fade = roll(seed, 3) != 0 ? 255 : (int32_t)roll(seed, 256);
    thing.dx = (int32_t)roll(seed, 20) - 10;
    thing.color = COLORS[roll(seed, 6)];
    thing.other = COLORS[roll(seed, 6)];
    thing.number = roll(seed, 7);
    return thing;
}

static void add_text(Stage *stage, const Thing *thing)
{
    static const char *const WORDS[] = {"Parliament", "Ёжик пришёл", "fj ÅÇ", "67", "Айтыс қ", ""};
    static const int16_t SIZES[] = {12, 24, 60, 130};
    TextStyle style = {.face = (uint8_t)(thing->number % FACE_COUNT),
                       .size_px = SIZES[thing->radius % 4],
                       .line_px = (int16_t)(SIZES[thing->radius % 4] * 5 / 4)};
    const char *words = WORDS[thing->stroke % 6];
    const TextLayout *layout =
        text_layout(stage->text, words, strlen(words), NULL, 0, style, TEXT_NO_WRAP, 0, 0);
    list_layout_in(&stage->list, layout, thing->box.x, thing->box.y, thing->box.w,
                   (TextAlign)(thing->number % 3), thing->color);
}

static void add_thing(Stage *stage, const Thing *thing)
{
    DrawList *list = &stage->list;
    ListState was = list_clip(list, thing->clip);
    list_move(list, thing->dx, -thing->dx);
    list_fade(list, thing->fade);
    switch ((DrawKind)thing->kind) {
    case DRAW_FILL:
        list_fill(list, thing->box, thing->color);
        break;
    case DRAW_SHAPE:
        list_shape(list, thing->box, thing->radius, thing->color, thing->stroke, thing->other);
        break;
    case DRAW_TEXT:
        add_text(stage, thing);
        break;
    case DRAW_IMAGE:
        list_image(list, thing->box, thing->number, thing->radius);
        break;
    case DRAW_QR:
        list_qr(list, thing->box, thing->flip ? "https://example.org/" : "", thing->color);
        break;
    case DRAW_ICON:
        list_icon(list, thing->box, (Icon)(thing->number % ICON_COUNT), thing->color);
        break;
    case DRAW_SHADE:
        list_shade(list, thing->box, thing->color, thing->flip);
        break;
    case DRAW_SNAPSHOT:
        list_snapshot(list, thing->box, thing->number % 2 + 1);
        break;
    case DRAW_TARGET:
    case DRAW_REGION:
        break;
    }
    list_restore(list, was);
}

enum { MOST_THINGS = 16, STEPS = 40 };

static void change_things(uint64_t *seed, Thing *things, uint32_t count, Box screen)
{
    for (uint32_t changes = roll(seed, 4); changes > 0; changes--) {
        uint32_t at = roll(seed, count), other = roll(seed, count);
        Thing thing = things[at];
        switch (roll(seed, 5)) {
        case 0:
            things[at] = things[other];
            things[other] = thing;
            break;
        case 1:
            things[at].box = box_moved(thing.box, (int32_t)roll(seed, 9) - 4, 1);
            break;
        case 2:
            things[at].fade = (int32_t)roll(seed, 256);
            break;
        case 3:
            things[at].clip = box_moved(thing.clip, 3, (int32_t)roll(seed, 5));
            break;
        default:
            things[at] = random_thing(seed, screen);
            break;
        }
    }
}

/* One screen of random things that change step by step, painted twice: by its damage, and whole. */
static void compare_repaints(uint64_t seed)
{
    int32_t w = 1 + (int32_t)roll(&seed, 500), h = 1 + (int32_t)roll(&seed, 300);
    Stage *part = stage_open(w, h, BUDGET), *whole = stage_open(w, h, BUDGET);
    Damage *damage = damage_create();
    Thing things[MOST_THINGS];
    for (int i = 0; i < MOST_THINGS; i++) {
        things[i] = random_thing(&seed, part->screen);
    }
    for (int step = 0; step < STEPS; step++) {
        uint32_t count = MOST_THINGS - roll(&seed, 3);
        change_things(&seed, things, count, part->screen);
        Stage *stages[] = {part, whole};
        for (int i = 0; i < 2; i++) {
            text_begin_frame(stages[i]->text);
            stage_begin(stages[i], COLOR_RGB(0xF7F4ED));
            for (uint32_t j = 0; j < count; j++) {
                add_thing(stages[i], &things[j]);
            }
        }
        const Box *boxes = NULL;
        int found = damage_compare(damage, &part->list, &boxes);
        for (int i = 0; i < found; i++) {
            painter_paint(part->painter, &part->list, boxes[i]);
        }
        uint32_t *in_parts = glass_pixels(part->glass), *at_once = stage_paint(whole);
        assert_memory_equal(in_parts, at_once, (size_t)w * (size_t)h * sizeof *in_parts);
        if (step == STEPS / 3) { /* from here on there is a snapshot to show */
            painter_snapshot(part->painter, &part->list, 1);
            painter_snapshot(whole->painter, &whole->list, 1);
            damage_forget(damage);
        }
        free(in_parts);
        free(at_once);
    }
    damage_destroy(damage);
    stage_close(part);
    stage_close(whole);
}

static void incremental_equals_full(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 24; seed++) {
        compare_repaints(seed);
    }
}

static void snapshot_shows_what_was_kept(void **state)
{
    (void)state;
    Stage *stage = stage_open(120, 80, BUDGET);
    SDL_Renderer *renderer = glass_renderer(stage->glass);
    DrawList *list = stage_begin(stage, COLOR_RGB(0xFFFFFF));
    list_disc(list, (Box){10, 10, 50, 50}, COLOR_RGB(0u));
    uint32_t *was = stage_paint(stage);
    painter_snapshot(stage->painter, list, 4);
    assert_null(SDL_GetRenderTarget(renderer));
    list_snapshot(stage_begin(stage, COLOR_RGB(0x123456)), stage->screen, 4);
    uint32_t *is = stage_paint(stage);
    assert_memory_equal(was, is, 120 * 80 * sizeof *is);
    free(is);
    /* Half faded on black, moved and cut. */
    list = stage_begin(stage, COLOR_RGB(0u));
    list_clip(list, (Box){0, 0, 100, 80});
    list_fade(list, 128);
    list_snapshot(list, box_moved(stage->screen, 20, 0), 4);
    is = stage_paint(stage);
    check_near(pixel_at(stage, is, 90, 70), 0x808080, 2, "faded", 90, 70);
    assert_int_equal(pixel_at(stage, is, 10, 70) & 0xFFFFFF, 0);
    assert_int_equal(pixel_at(stage, is, 110, 70) & 0xFFFFFF, 0);
    assert_int_equal(pixel_at(stage, is, 55, 35) & 0xFFFFFF, 0); /* the disc */
    free(is);
    /* Kept anew while the last one shows. */
    list_snapshot(stage_begin(stage, COLOR_RGB(0u)), stage->screen, 4);
    painter_snapshot(stage->painter, &stage->list, 5);
    list_snapshot(stage_begin(stage, COLOR_RGB(0u)), stage->screen, 5);
    is = stage_paint(stage);
    assert_memory_equal(was, is, 120 * 80 * sizeof *is);
    free(is);
    free(was);
    /* Another number, or none, shows nothing. */
    list_snapshot(stage_begin(stage, COLOR_RGB(0u)), stage->screen, 4);
    assert_true(painted_area(stage) <= 0);
    painter_snapshot(stage->painter, NULL, 0);
    list_snapshot(stage_begin(stage, COLOR_RGB(0u)), stage->screen, 5);
    assert_true(painted_area(stage) <= 0);
    stage_close(stage);
}

static void budgets_hold(void **state)
{
    (void)state;
    PainterBudget budget = {200 << 10, 100 << 10, 50 << 10};
    Stage *stage = stage_open(600, 200, budget);
    TextStyle style = {.face = FACE_SANS, .size_px = 40, .line_px = 50};
    for (int i = 0; i < 60; i++) {
        char words[40];
        snprintf(words, sizeof words, "Deputy %d of many", i);
        text_begin_frame(stage->text);
        DrawList *list = stage_begin(stage, COLOR_RGB(0xFFFFFF));
        list_layout(list, text_layout(stage->text, words, strlen(words), NULL, 0, style, 600, 0, 0),
                    0, 0, COLOR_RGB(0u));
        list_disc(list, (Box){0, 100, 20 + i, 20 + i}, COLOR_RGB(0u));
        list_image(list, (Box){200, 100, 40 + i, 40 + i}, PICTURE_FLAG, 0);
        uint32_t *pixels = stage_paint(stage);
        assert_int_not_equal(pixel_at(stage, pixels, 10 + i / 2, 110 + i / 2), 0xFFFFFFFF);
        free(pixels);
        PainterCounts counts = painter_counts(stage->painter);
        assert_in_range(counts.text_bytes, 1, budget.text_bytes);
        assert_in_range(counts.picture_bytes, 1, budget.picture_bytes);
        assert_in_range(counts.mask_bytes, 1, budget.mask_bytes);
    }
    PainterCounts before = painter_counts(stage->painter);
    free(stage_paint(stage)); /* the same again makes nothing */
    PainterCounts after = painter_counts(stage->painter);
    assert_memory_equal(&before, &after, sizeof before);
    painter_forget(stage->painter);
    after = painter_counts(stage->painter);
    assert_int_equal(after.text_bytes + after.picture_bytes + after.mask_bytes, 0);
    free(stage_paint(stage));
    stage_close(stage);
}

static void text_ink_is_not_cut(void **state)
{
    (void)state;
    static const char *const WORDS[] = {"jÅÇgЁЙЦ", "fffj", "Җҕ ӣӯ", "Щущ", "67"};
    Stage *stage = stage_open(900, 400, BUDGET);
    for (int i = 0; i < 5; i++) {
        for (uint8_t face = 0; face < FACE_COUNT; face++) {
            text_begin_frame(stage->text);
            TextStyle style = {.face = face, .size_px = 100, .line_px = 130};
            DrawList *list = stage_begin(stage, COLOR_RGB(0u));
            list_layout(list,
                        text_layout(stage->text, WORDS[i], strlen(WORDS[i]), NULL, 0, style,
                                    TEXT_NO_WRAP, 0, 0),
                        100, 100, COLOR_RGB(0xFFFFFF));
            double cut = painted_area(stage);
            for (size_t j = 1; j < list->count; j++) {
                list->items[j].box = list->items[j].clip = stage->screen;
            }
            double whole = painted_area(stage);
            assert_true(cut > 500 && cut >= whole);
        }
    }
    stage_close(stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(incremental_equals_full),
        cmocka_unit_test(snapshot_shows_what_was_kept),
        cmocka_unit_test(budgets_hold),
        cmocka_unit_test(text_ink_is_not_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
