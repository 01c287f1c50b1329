/* See facts.h. */
#include "shell/facts.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "shell/clock.h"
#include "words/sentences.h"

static Wall wall_of(int64_t seconds)
{
    return seconds > 0 ? clock_wall_at(seconds) : (Wall){0};
}

static void add_faults(StaffFacts *facts, const DisplaySettings *settings)
{
    facts->fault_count = settings->fault_count;
    for (int i = 0; i < settings->fault_count; i++) {
        if (i == STAFF_FAULTS_MOST || i == SETTINGS_FAULTS_MOST) {
            break;
        }
        const SettingsFault *fault = &settings->faults[i];
        if (fault->line > 0) {
            (void)snprintf(facts->faults[i], sizeof facts->faults[i], SENTENCE("line %d: %s"),
                           fault->line, fault->text);
        } else {
            (void)snprintf(facts->faults[i], sizeof facts->faults[i], "%s", fault->text);
        }
    }
}

StaffFacts facts_now(Keeper *keeper, const DisplaySettings *settings, int64_t since)
{
    KeeperStatus known = keeper_status(keeper);
    StaffFacts facts = {.version = FOYER_VERSION,
                        .running_since = wall_of(since),
                        .shown_since = wall_of(known.loaded_at),
                        .refused_at = wall_of(known.refused_at),
                        .memory_kb = (long)memory_pss_kb()};
    memcpy(facts.source, known.source, sizeof facts.source);
    memcpy(facts.shown_from, known.shown_from, sizeof facts.shown_from);
    memcpy(facts.refused, known.refused, sizeof facts.refused);
    memcpy(facts.storage, known.storage, sizeof facts.storage);
    add_faults(&facts, settings);
    return facts;
}
