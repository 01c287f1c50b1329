/* Stands in for parts that are not written yet, as api_soon.c does for handlers. */
#include "desk/draft.h"
#include "desk/publisher.h"

__attribute__((weak)) int64_t draft_change(Draft *draft)
{
    (void)draft;
    return 0;
}

__attribute__((weak)) const char *draft_lock_file(Draft *draft, int64_t *change, Error *error)
{
    (void)draft;
    *change = 0;
    (void)error_set(error, "there is no draft yet");
    return NULL;
}

__attribute__((weak)) void draft_unlock_file(Draft *draft)
{
    (void)draft;
}

__attribute__((weak)) const char *publisher_file(const Publisher *publisher)
{
    (void)publisher;
    return "";
}
