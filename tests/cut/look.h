/* Look: asks a content for everything it has. */
#ifndef FOYER_TESTS_CUT_LOOK_H
#define FOYER_TESTS_CUT_LOOK_H

#include "content/content.h"

/* Reads every head, body and picture. Whether all of it is there and sound. */
bool look_at_all(Content *content);

#endif
