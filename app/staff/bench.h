/* The verb bench: how fast the content of a file is shown, as one JSON object. */
#ifndef FOYER_STAFF_BENCH_H
#define FOYER_STAFF_BENCH_H

/* `argv` is what stands behind the verb; what the program ends with (options.h, Status). */
int verb_bench(int argc, char **argv);

#endif
