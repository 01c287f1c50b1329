/* How much memory the process holds, as the kernel counts it. */
#ifndef FOYER_BASE_MEMORY_H
#define FOYER_BASE_MEMORY_H

#include <stdint.h>

/* PSS in kB: its own pages, and its share of those it shares; 0 where the kernel does not say.
 * Takes about a millisecond. */
int64_t memory_pss_kb(void);

#endif
