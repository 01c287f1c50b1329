/* What the verbs that put a file in the place of the live one print, and how they ask. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "staff/check.h"
#include "staff/live.h"

static void print_sentence(void *context, const char *sentence)
{
    (void)context;
    printf("%s\n", sentence);
}

static Status ask_on_terminal(void *context, const char *question, Error *error)
{
    char line[16] = "";
    (void)context;
    if (isatty(STDIN_FILENO) == 0) {
        (void)error_set(error, "there is no terminal to ask on; --yes goes on without asking");
        return STATUS_COMMAND;
    }
    printf("%s [y/N] ", question);
    (void)fflush(stdout);
    if (fgets(line, sizeof line, stdin) == NULL) {
        printf("\n");
    }
    line[strcspn(line, "\r\n")] = '\0';
    return strcasecmp(line, "y") == 0 || strcasecmp(line, "yes") == 0 ? STATUS_DONE : STATUS_WRONG;
}

LiveTold live_terminal(bool yes)
{
    return (LiveTold){
        .finding = check_print, .say = print_sentence, .ask = yes ? NULL : ask_on_terminal};
}
