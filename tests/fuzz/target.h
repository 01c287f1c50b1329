/* Target: what the fuzz targets share. */
#ifndef FOYER_TESTS_FUZZ_TARGET_H
#define FOYER_TESTS_FUZZ_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* libFuzzer's side. */
int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t count, size_t most, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t count, size_t most);

/* A folder of the process's own in memory, removed when it ends. */
const char *target_folder(void);

/* From here to target_rest one input may take 2 s of the processor; more is a finding. */
void target_begin(void);
void target_rest(void);

/* A finding unless `holds`: the sentence is printed and the input is kept. */
void target_expect(bool holds, const char *sentence, const char *detail);

#endif
