/* The staff's pages: who gets in, who does not, and that nobody stays in. */
#include "app_fixture.h"

enum { W = 800, H = 480 };

static const Point CORNER = {30, 30};

/* A display of its own in the place of the fixture's. */
static void open_as(Stage *stage, Options options, const char *data)
{
    visit_close(&stage->visit);
    options.width = options.width > 0 ? options.width : W;
    options.height = options.height > 0 ? options.height : H;
    options.text_percent = 100;
    options.motion_off = true; /* fewer frames */
    options.words[0] = data;
    options.word_count = 1;
    if (!visit_open(&stage->visit, &options, stage->fonts, MORNING, &stage->error)) {
        fail_msg("%s", stage->error.text);
    }
    frame(stage);
}

static int set_up_pin(void **state)
{
    (void)set_up(state);
    Stage *stage = (Stage *)*state;
    open_as(stage, (Options){.pin = "2468"}, stage->data);
    return 0;
}

static void hold(Stage *stage, Point at, Time length)
{
    touch(stage, TOUCH_DOWN, 1, at);
    wait_for(stage, length);
    touch(stage, TOUCH_UP, 1, at);
    wait_for(stage, TIME_S);
}

static void enter(Stage *stage, const char *pin)
{
    app_text(stage->visit.app, pin, stage->visit.now);
    key(stage, KEY_ENTER);
}

static void come_in(Stage *stage)
{
    hold(stage, CORNER, 6 * TIME_S);
    expect_screen(stage, "staff/pin");
    enter(stage, "2468");
    expect_screen(stage, "staff");
}

/* ---- the hold ---- */

static void test_without_a_pin_the_hold_does_nothing(void **state)
{
    Stage *stage = (Stage *)*state;
    static const char *const none[] = {NULL, "", "123", "1234567890123", "12a4", "12 45"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        open_as(stage, (Options){.pin = none[i]}, stage->data);
        hold(stage, CORNER, 8 * TIME_S);
        expect_screen(stage, "home"); /* as any touch of the idle loop */
    }
}

static void test_only_the_corner_opens(void **state)
{
    Stage *stage = (Stage *)*state;
    show(stage, "home");
    int32_t side = 74; /* 120 u */
    const Point outside[] = {{side + 2, 10},   {10, side + 2}, {W - 10, 10}, {10, H - 10},
                             {W - 10, H - 10}, {W / 2, H / 2}, {-5, 10},     {10, -5},
                             {INT32_MIN, 10},  {10, INT32_MAX}};
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
        touch(stage, TOUCH_DOWN, 1, outside[i]);
        wait_for(stage, 7 * TIME_S);
        expect_screen(stage, "home");
        touch(stage, TOUCH_CANCEL, 1, outside[i]);
        wait_for(stage, TIME_S);
    }
    const Point inside[] = {{0, 0}, {side - 2, side - 2}};
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++) {
        hold(stage, inside[i], 6 * TIME_S);
        expect_screen(stage, "staff/pin");
        key(stage, KEY_ESCAPE);
        expect_screen(stage, "home");
    }
}

/* The picture's own corner, however the display hangs and whatever size it has; in low reach that
 * of the half that is in reach, too. */
static void test_the_corner_is_where_the_picture_begins(void **state)
{
    Stage *stage = (Stage *)*state;
    static const Options DISPLAYS[] = {
        {.width = 800, .height = 480},
        {.width = 480, .height = 320, .rotation = ROTATE_180},
        {.width = 1080, .height = 1920},
        {.width = 1920, .height = 1080, .rotation = ROTATE_90},
        {.width = 1920, .height = 1080, .rotation = ROTATE_270, .reach = REACH_LOW},
        {.width = 1280, .height = 800, .reach = REACH_LOW}};
    for (size_t i = 0; i < sizeof DISPLAYS / sizeof *DISPLAYS; i++) {
        Options options = DISPLAYS[i];
        options.pin = "2468";
        open_as(stage, options, stage->data);
        hold(stage, CORNER, 6 * TIME_S);
        expect_screen(stage, "staff/pin");
        key(stage, KEY_ESCAPE);
        Box bounds = glass_bounds(stage->visit.glass);
        show(stage, "home");
        hold(stage, (Point){10, bounds.h / 2 + 10}, 6 * TIME_S);
        expect_screen(stage, options.reach == REACH_LOW ? "staff/pin" : "home");
    }
}

/* The finger has done what it was there for: it neither taps, nor scrolls, nor draws after that. */
static void test_the_hold_begins_nothing_else(void **state)
{
    Stage *stage = (Stage *)*state;
    show(stage, "news/2022-06-03-observers-briefed");
    touch(stage, TOUCH_DOWN, 1, CORNER); /* on the way back to the news */
    wait_for(stage, 6 * TIME_S);
    expect_screen(stage, "staff/pin");
    for (int i = 1; i <= 20; i++) {
        touch(stage, TOUCH_MOVE, 1, (Point){CORNER.x + 20 * i, CORNER.y + 20 * i});
        wait_for(stage, 10 * TIME_MS);
    }
    touch(stage, TOUCH_UP, 1, (Point){430, 430});
    wait_for(stage, TIME_S);
    expect_screen(stage, "staff/pin");
    /* The next one counts again. */
    tap(stage, middle_of(target_of(stage, ACTION_BACK, 0)));
    expect_screen(stage, "news/2022-06-03-observers-briefed");
    /* And the button in the corner does what it does. */
    tap(stage, middle_of(target_of(stage, ACTION_BACK, 0)));
    expect_screen(stage, "news");
}

static void test_a_hold_over_a_sheet_or_a_question(void **state)
{
    Stage *stage = (Stage *)*state;
    show(stage, "comfort");
    hold(stage, CORNER, 6 * TIME_S);
    expect_screen(stage, "staff/pin");
    key(stage, KEY_ESCAPE);
    expect_screen(stage, "home");
    wait_for(stage, 91 * TIME_S);
    expect_screen(stage, "still-there");
    hold(stage, CORNER, 6 * TIME_S);
    expect_screen(stage, "staff/pin");
}

/* ---- the PIN ---- */

static void test_wrong_pins_wait_longer_and_longer(void **state)
{
    Stage *stage = (Stage *)*state;
    static const int WAITS[] = {1, 2, 4, 8, 16, 32, 60, 60, 60};
    static const char *const WRONG[] = {"2469",     "1468", "246", "24680",       "0000",
                                        "24682468", "8642", "1",   "246824682468"};
    for (size_t i = 0; i < sizeof WAITS / sizeof *WAITS; i++) {
        show(stage, "home");
        hold(stage, CORNER, 6 * TIME_S);
        enter(stage, WRONG[i]);
        expect_text(stage, "That is not the PIN");
        wait_for(stage, WAITS[i] * TIME_S - 20 * TIME_MS);
        enter(stage, "2468"); /* right, but not yet */
        expect_screen(stage, "staff/pin");
        wait_for(stage, 40 * TIME_MS);
        if (i % 2 == 0) { /* leaving and coming again changes nothing for the next one */
            key(stage, KEY_ESCAPE);
        }
    }
    show(stage, "home");
    come_in(stage);
    /* Whoever knew it once begins afresh. */
    key(stage, KEY_ESCAPE);
    hold(stage, CORNER, 6 * TIME_S);
    enter(stage, "1111");
    expect_text(stage, "Try again in 1 second");
}

static void test_no_wait_is_escaped_by_leaving(void **state)
{
    Stage *stage = (Stage *)*state;
    hold(stage, CORNER, 6 * TIME_S);
    for (int i = 0; i < 5; i++) {
        wait_for(stage, 20 * TIME_S);
        enter(stage, "1111");
    }
    key(stage, KEY_ESCAPE);
    hold(stage, CORNER, 6 * TIME_S);
    expect_text(stage, "Try again in");
    enter(stage, "2468");
    expect_screen(stage, "staff/pin");
    wait_for(stage, 10 * TIME_S);
    enter(stage, "2468");
    expect_screen(stage, "staff");
}

static void test_pins_of_four_to_twelve_digits(void **state)
{
    Stage *stage = (Stage *)*state;
    static const char *const PINS[] = {"0000", "12345", "123456789012"};
    for (size_t i = 0; i < sizeof PINS / sizeof *PINS; i++) {
        char longer[32];
        snprintf(longer, sizeof longer, "%s0", PINS[i]);
        open_as(stage, (Options){.pin = PINS[i]}, stage->data);
        hold(stage, CORNER, 6 * TIME_S);
        key(stage, KEY_ENTER); /* nothing typed is no attempt */
        expect_text(stage, "Enter the PIN");
        enter(stage, longer);
        expect_screen(stage, "staff/pin");
        wait_for(stage, 2 * TIME_S);
        app_text(stage->visit.app, "x \xff", stage->visit.now); /* no digits */
        enter(stage, PINS[i]);
        expect_screen(stage, "staff");
    }
}

/* ---- nobody stays in ---- */

static void test_pages_close_by_themselves(void **state)
{
    Stage *stage = (Stage *)*state;
    static const char *const PAGES[] = {"staff",          "staff/pin",    "staff/status",
                                        "staff/hidden",   "staff/touch",  "staff/rotate",
                                        "staff/cleaning", "staff/restart"};
    for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++) {
        show(stage, PAGES[i]);
        touch(stage, TOUCH_DOWN, 7, (Point){W / 2, H - 20}); /* a panel that reports a ghost */
        wait_for(stage, 60 * TIME_S);
        assert_true(strncmp(app_screen_name(stage->visit.app), "staff", 5) == 0);
        wait_for(stage, 95 * TIME_S);
        expect_screen(stage, "idle");
        touch(stage, TOUCH_UP, 7, (Point){W / 2, H - 20});
        wait_for(stage, TIME_S);
        /* And coming again takes the PIN again. */
        hold(stage, CORNER, 6 * TIME_S);
        expect_screen(stage, "staff/pin");
    }
}

/* What visitors can do on their screens never leads to a page. */
static void test_no_key_opens_a_page(void **state)
{
    Stage *stage = (Stage *)*state;
    static const char *const SCREENS[] = {"idle", "home", "news", "search", "comfort"};
    for (size_t i = 0; i < sizeof SCREENS / sizeof *SCREENS; i++) {
        show(stage, SCREENS[i]);
        for (int round = 0; round < 40; round++) {
            app_text(stage->visit.app, "2468", stage->visit.now);
            app_key(stage->visit.app, (AppKey)((round * 7) % (KEY_BACKSPACE + 1)),
                    stage->visit.now);
            wait_for(stage, 50 * TIME_MS);
            assert_null(strstr(app_screen_name(stage->visit.app), "staff"));
        }
    }
}

/* ---- turning ---- */

static void turn(Stage *stage, StaffChoice choice)
{
    tap(stage, middle_of(target_of(stage, ACTION_STAFF, choice)));
}

static void expect_turned(Stage *stage, Rotation rotation, int kept)
{
    assert_int_equal(glass_rotation(stage->visit.glass), rotation);
    assert_int_equal(stage->visit.kept, kept);
    bool upright = rotation == ROTATE_90 || rotation == ROTATE_270;
    Box bounds = glass_bounds(stage->visit.glass), screen = app_list(stage->visit.app)->screen;
    assert_int_equal(bounds.w, upright ? H : W);
    assert_true(box_equal(bounds, screen));
}

static void test_a_turn_is_kept_or_undone(void **state)
{
    Stage *stage = (Stage *)*state;
    show(stage, "staff/rotate");
    expect_turned(stage, ROTATE_0, 0);
    turn(stage, STAFF_TURN);
    expect_turned(stage, ROTATE_90, 0);
    wait_for(stage, 13 * TIME_S);
    expect_turned(stage, ROTATE_90, 0);
    wait_for(stage, 2 * TIME_S);
    expect_turned(stage, ROTATE_0, 0);
    turn(stage, STAFF_TURN);
    turn(stage, STAFF_TURN_BACK);
    expect_turned(stage, ROTATE_0, 0);
    turn(stage, STAFF_TURN);
    turn(stage, STAFF_TURN);
    expect_turned(stage, ROTATE_180, 0);
    turn(stage, STAFF_KEEP);
    wait_for(stage, 30 * TIME_S);
    expect_turned(stage, ROTATE_180, 1);
    turn(stage, STAFF_TURN);
    expect_turned(stage, ROTATE_270, 1);
    key(stage, KEY_ESCAPE);
    frame(stage);
    expect_turned(stage, ROTATE_180, 1);
    expect_screen(stage, "staff");
}

/* ---- restarting, and a display without content ---- */

static void test_a_restart_is_asked_for_once(void **state)
{
    Stage *stage = (Stage *)*state;
    show(stage, "staff/restart");
    assert_int_equal(stage->visit.restarts, 0);
    turn(stage, STAFF_RESTART);
    assert_int_equal(stage->visit.restarts, 1);
    wait_for(stage, 10 * TIME_S);
    assert_int_equal(stage->visit.restarts, 1);
}

static void test_staff_come_in_where_nothing_is_shown(void **state)
{
    Stage *stage = (Stage *)*state;
    open_as(stage, (Options){.pin = "2468", .reach = REACH_LOW}, "/nonexistent.db");
    expect_screen(stage, "trouble");
    come_in(stage);
    expect_text(stage, "1 thing needs attention");
    tap(stage, middle_of(target_of(stage, ACTION_OPEN, SCREEN_STAFF_STATUS)));
    expect_text(stage, "/nonexistent.db: there is no such file");
    key(stage, KEY_ESCAPE);
    static const ScreenKind PAGES[] = {SCREEN_STAFF_HIDDEN, SCREEN_STAFF_TOUCH, SCREEN_STAFF_ROTATE,
                                       SCREEN_STAFF_RESTART};
    for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++) {
        key(stage, i > 1 ? KEY_END : KEY_TOP);
        tap(stage, middle_of(target_of(stage, ACTION_OPEN, PAGES[i])));
        key(stage, KEY_ESCAPE);
        expect_screen(stage, "staff");
    }
    wait_for(stage, 95 * TIME_S);
    expect_screen(stage, "trouble");
    /* Content that comes meanwhile is there when they leave. */
    come_in(stage);
    struct Content *content = content_open(stage->data, &stage->error);
    assert_non_null(content);
    app_set_content(stage->visit.app, content);
    wait_for(stage, 3 * TIME_S);
    expect_screen(stage, "staff");
    expect_text(stage, "All is well");
    key(stage, KEY_ESCAPE);
    expect_screen(stage, "idle");
}

/* What waits for the visitor to leave is shown while staff look for it. */
static void test_content_comes_while_staff_look(void **state)
{
    Stage *stage = (Stage *)*state;
    show(stage, "delegation/belarus");
    struct Content *content = content_open(stage->data, &stage->error);
    assert_non_null(content);
    app_set_content(stage->visit.app, content);
    wait_for(stage, 5 * TIME_S);
    assert_true(app_has_waiting(stage->visit.app));
    come_in(stage);
    assert_false(app_has_waiting(stage->visit.app));
    key(stage, KEY_ESCAPE);
    expect_screen(stage, "delegation/belarus");
}

/* ---- what the page says ---- */

static void test_what_is_wrong_is_said(void **state)
{
    Stage *stage = (Stage *)*state;
    show(stage, "staff/status");
    StaffFacts facts = {.refused = "it is no data file",
                        .storage = "the disk is full",
                        .memory_kb = 84 * 1024,
                        .fault_count = 2,
                        .faults = {"line 3: no such angle", "line 9: no such hour"}};
    app_set_facts(stage->visit.app, &facts);
    frame(stage);
    expect_text(stage, "it is no data file");
    expect_text(stage, "the disk is full");
    expect_text(stage, "84 MB");
    expect_text(stage, "line 3: no such angle");
    expect_text(stage, "line 9: no such hour");
    key(stage, KEY_ESCAPE);
    app_set_facts(stage->visit.app, &facts);
    frame(stage);
    expect_text(stage, "4 things need attention");
}

static void test_fingers_draw(void **state)
{
    Stage *stage = (Stage *)*state;
    show(stage, "staff/touch");
    for (int finger = 1; finger <= 20; finger++) { /* more than a panel has */
        touch(stage, TOUCH_DOWN, finger, (Point){30 * finger, 400});
    }
    frame(stage);
    expect_text(stage, "16 contacts · Most at once: 16");
    /* Nonsense draws nothing, and does no harm. */
    touch(stage, TOUCH_MOVE, 1, (Point){1 << 30, -(1 << 30)});
    touch(stage, TOUCH_MOVE, 1, (Point){-(1 << 30), 1 << 30});
    touch(stage, TOUCH_DOWN, 1, (Point){100, 300});
    touch(stage, TOUCH_UP, 99, (Point){100, 300});
    frame(stage);
    for (int finger = 1; finger <= 20; finger++) {
        for (int i = 0; i < 300; i++) {
            touch(stage, TOUCH_MOVE, finger, (Point){(i * 97) % W, (i * 61) % H});
        }
        touch(stage, finger % 2 == 0 ? TOUCH_UP : TOUCH_CANCEL, finger, (Point){0, 0});
    }
    wait_for(stage, TIME_S);
    expect_text(stage, "0 contacts · Most at once: 16");
}

int main(void)
{
#define WITH_PIN(test) cmocka_unit_test_setup_teardown(test, set_up_pin, tear_down)
    const struct CMUnitTest tests[] = {
        WITH_PIN(test_without_a_pin_the_hold_does_nothing),
        WITH_PIN(test_only_the_corner_opens),
        WITH_PIN(test_the_corner_is_where_the_picture_begins),
        WITH_PIN(test_the_hold_begins_nothing_else),
        WITH_PIN(test_a_hold_over_a_sheet_or_a_question),
        WITH_PIN(test_wrong_pins_wait_longer_and_longer),
        WITH_PIN(test_no_wait_is_escaped_by_leaving),
        WITH_PIN(test_pins_of_four_to_twelve_digits),
        WITH_PIN(test_pages_close_by_themselves),
        WITH_PIN(test_no_key_opens_a_page),
        WITH_PIN(test_a_turn_is_kept_or_undone),
        WITH_PIN(test_a_restart_is_asked_for_once),
        WITH_PIN(test_staff_come_in_where_nothing_is_shown),
        WITH_PIN(test_content_comes_while_staff_look),
        WITH_PIN(test_what_is_wrong_is_said),
        WITH_PIN(test_fingers_draw),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
