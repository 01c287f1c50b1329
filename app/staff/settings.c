/* See settings.h. For people, who read all of it, and for scripts, which ask for one value. */
#include "staff/settings.h"

#include <stdio.h>

#include "shell/options.h"
#include "shell/settings.h"

int verb_settings(int argc, char **argv)
{
    static const OptionRules rules = {
        .verb = "settings", .words = 1, .more_words = 1, .words_are = "FILE [NAME]"};
    Options options;
    Error error = {""};
    DisplaySettings settings;
    char value[SETTINGS_VALUE_BYTES];
    if (!options_parse(&rules, argc, argv, &options, &error)) {
        return options_refuse("settings", &error);
    }
    const char *only = options.word_count > 1 ? options.words[1] : NULL;
    settings_read(options.words[0], &settings);
    if (only != NULL && !settings_value(&settings, only, value)) {
        (void)error_set(&error, "there is no setting \"%s\"", only);
        return options_refuse("settings", &error);
    }
    settings_log(&settings, options.words[0]);
    if (only != NULL) {
        printf("%s\n", value);
        return STATUS_DONE;
    }
    for (int i = 0; settings_name(i) != NULL; i++) {
        (void)settings_value(&settings, settings_name(i), value);
        printf(value[0] != '\0' ? "%s = %s\n" : "# %s is not set%s\n", settings_name(i), value);
    }
    return settings.fault_count > 0 ? STATUS_WRONG : STATUS_DONE;
}
