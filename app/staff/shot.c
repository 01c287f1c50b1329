/* See shot.h. Needs no display: the glass is in memory. */
#include "staff/shot.h"

#include <stdlib.h>

#include "shell/clock.h"
#include "shell/fonts.h"
#include "shell/options.h"
#include "staff/visit.h"

static Status shot_take(const Options *options, const char *fonts)
{
    Visit visit;
    Error error = {""};
    Status status = STATUS_COMMAND;
    Wall wall = options->wall.date.year != 0 ? options->wall : clock_wall();
    if (!visit_open(&visit, options, fonts, wall, &error)) {
        options_refuse("shot", &error);
        goto done;
    }
    /* Content that cannot be shown gives the screen that says so, whichever was asked for. */
    const char *wrong = app_content_error(visit.app);
    if (wrong == NULL && !app_show_screen(visit.app, options->words[1], visit.now, &error)) {
        options_refuse("shot", &error);
        goto done;
    }
    if (!visit_rest(&visit, &error) || !glass_save(visit.glass, options->words[2], &error)) {
        options_refuse("shot", &error);
        goto done;
    }
    status = wrong != NULL ? STATUS_WRONG : STATUS_DONE;
done:
    visit_close(&visit);
    return status;
}

int verb_shot(int argc, char **argv)
{
    static const OptionRules rules = {.verb = "shot",
                                      .takes = OPTIONS_LOOK | OPTION_AT | OPTION_DAMAGE,
                                      .words = 3,
                                      .words_are = "FILE SCREEN OUT.png"};
    Options options;
    Error error = {""};
    if (!options_parse(&rules, argc, argv, &options, &error)) {
        return options_refuse("shot", &error);
    }
    char *fonts = fonts_find(options.fonts, &error);
    if (fonts == NULL) {
        return options_refuse("shot", &error);
    }
    Status status = shot_take(&options, fonts);
    free(fonts);
    return status;
}
