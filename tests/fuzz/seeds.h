/* Seeds: what the fuzz targets begin with. */
#ifndef FOYER_TESTS_FUZZ_SEEDS_H
#define FOYER_TESTS_FUZZ_SEEDS_H

/* Writes small pictures of each kind that staff's programs write into the folder. */
void seeds_pictures(const char *folder);

#endif
