/* Settings: what the operator sets in foyer.txt, a text on the boot partition that any computer can
 * edit.
 *
 * One setting a line, `name = value`; # begins a remark; small and large letters are the same. A
 * line that is not understood is named and changes nothing; all others count. Read by `foyer show
 * --settings`, by `foyer settings`, and by whoever asks that verb. */
#ifndef FOYER_SHELL_SETTINGS_H
#define FOYER_SHELL_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "draw/glass.h"

typedef enum Renderer { RENDERER_GPU, RENDERER_SOFTWARE } Renderer;

/* When the display is off, in minutes after midnight, 0 to 1439; from == until: never. */
typedef struct SleepHours {
    int from, until;
} SleepHours;

enum { SETTINGS_FAULTS_MOST = 8, SETTINGS_FAULT_BYTES = 240 };

typedef struct SettingsFault {
    int line;                        /* 1 is the first; 0: the file as a whole */
    char text[SETTINGS_FAULT_BYTES]; /* one sentence, without file and line */
} SettingsFault;

typedef struct DisplaySettings {
    Rotation rotation;
    char language[16]; /* a code such as "en"; empty: the content's first language */
    SleepHours sleep;
    char pin[13]; /* 4 to 12 digits; empty: none */
    int volume;   /* 0, silence, to 100 */
    Renderer renderer;
    bool network;
    bool desk;       /* staff may change the content from their own computers */
    bool is_there;   /* there is such a file */
    int fault_count; /* of all; the first of them are below */
    SettingsFault faults[SETTINGS_FAULTS_MOST];
} DisplaySettings;

/* What holds where nothing is set. */
void settings_init(DisplaySettings *settings);

/* The settings that `count` bytes, whatever they are, set. */
void settings_parse(const char *bytes, size_t count, DisplaySettings *out);

/* The settings in the file. Where there is none all are as settings_init has them; one that cannot
 * be read is a fault. */
void settings_read(const char *path, DisplaySettings *out);

/* The name of a setting, in the order of foyer.txt, from 0; NULL past the last. */
const char *settings_name(int index);

enum { SETTINGS_VALUE_BYTES = 32 };

/* Writes the value of a setting as foyer.txt has it, empty for an unset language or PIN. False
 * where there is no setting of that name. */
bool settings_value(const DisplaySettings *settings, const char *name,
                    char out[SETTINGS_VALUE_BYTES]);

/* Logs that there is no file, or each fault that was noted. */
void settings_log(const DisplaySettings *settings, const char *path);

/* Writes the faults that were noted, one a line, "line 3: …", for the status; empty where there are
 * none. */
void settings_say_faults(const DisplaySettings *settings, char *out, size_t room);

#endif
