/* A touch panel made of words: `touch WIDTH HEIGHT`, in the machine under test. Reads commands, one
 * a line, and is unplugged at their end:
 *
 * - down FINGER X Y: a finger (0 to 9) comes down
 *
 * - move FINGER X Y
 *
 * - up FINGER
 *
 * - wait MS
 *
 * What stands in one line happens in one frame of the panel: `down 0 10 10 down 1 90 90`.
 * Multi-touch protocol B (Documentation/input/multi-touch-protocol.rst of the kernel). Linked
 * statically. */
#include <fcntl.h>
#include <linux/uinput.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { FINGERS = 10 };

static void emit(int panel, int type, int code, int value)
{
    struct input_event event = {
        .type = (unsigned short)type, .code = (unsigned short)code, .value = value};
    if (write(panel, &event, sizeof event) != (ssize_t)sizeof event) {
        perror("touch: write");
        exit(1);
    }
}

static void axis(int panel, int code, int most)
{
    struct uinput_abs_setup setup = {.code = (unsigned short)code};
    setup.absinfo.maximum = most;
    setup.absinfo.resolution = 10;
    ioctl(panel, UI_SET_ABSBIT, code);
    ioctl(panel, UI_ABS_SETUP, &setup);
}

static int panel_plug(int w, int h)
{
    int panel = open("/dev/uinput", O_WRONLY);
    struct uinput_setup setup = {.id = {.bustype = BUS_USB, .vendor = 0x1234, .product = 0x5678}};
    strcpy(setup.name, "boot test panel");
    ioctl(panel, UI_SET_EVBIT, EV_SYN);
    ioctl(panel, UI_SET_EVBIT, EV_KEY);
    ioctl(panel, UI_SET_EVBIT, EV_ABS);
    ioctl(panel, UI_SET_KEYBIT, BTN_TOUCH);
    ioctl(panel, UI_SET_PROPBIT, INPUT_PROP_DIRECT);
    axis(panel, ABS_X, w - 1);
    axis(panel, ABS_Y, h - 1);
    axis(panel, ABS_MT_SLOT, FINGERS - 1);
    axis(panel, ABS_MT_TRACKING_ID, 65535);
    axis(panel, ABS_MT_POSITION_X, w - 1);
    axis(panel, ABS_MT_POSITION_Y, h - 1);
    if (ioctl(panel, UI_DEV_SETUP, &setup) != 0 || ioctl(panel, UI_DEV_CREATE) != 0) {
        perror("touch: /dev/uinput");
        exit(1);
    }
    return panel;
}

/* One line: one frame. */
static void frame(int panel, char *line)
{
    static int next_id = 1, down = 0;
    char *rest = NULL;
    for (char *word = strtok_r(line, " \n", &rest); word; word = strtok_r(NULL, " \n", &rest)) {
        char *first = strtok_r(NULL, " \n", &rest);
        int number = first != NULL ? atoi(first) : 0;
        if (strcmp(word, "wait") == 0) {
            struct timespec time = {number / 1000, number % 1000 * 1000000L};
            nanosleep(&time, NULL);
            continue;
        }
        emit(panel, EV_ABS, ABS_MT_SLOT, number);
        if (strcmp(word, "up") == 0) {
            emit(panel, EV_ABS, ABS_MT_TRACKING_ID, -1);
            down--;
            continue;
        }
        if (strcmp(word, "down") == 0) {
            emit(panel, EV_ABS, ABS_MT_TRACKING_ID, next_id++);
            down++;
        }
        char *x = strtok_r(NULL, " \n", &rest), *y = strtok_r(NULL, " \n", &rest);
        emit(panel, EV_ABS, ABS_MT_POSITION_X, x != NULL ? atoi(x) : 0);
        emit(panel, EV_ABS, ABS_MT_POSITION_Y, y != NULL ? atoi(y) : 0);
    }
    emit(panel, EV_KEY, BTN_TOUCH, down > 0);
    emit(panel, EV_SYN, SYN_REPORT, 0);
}

int main(int argc, char **argv)
{
    char line[256];
    if (argc != 3) {
        fprintf(stderr, "usage: touch WIDTH HEIGHT\n");
        return 2;
    }
    int panel = panel_plug(atoi(argv[1]), atoi(argv[2]));
    while (fgets(line, sizeof line, stdin) != NULL) {
        frame(panel, line);
    }
    return 0;
}
