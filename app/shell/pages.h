/* Pages: memory that holds what is on the disk anyway. A driver that compiles its shaders reads
 * tens of megabytes of a compiler's code to do so, once, and they stay mapped though nobody asks
 * for them again. */
#ifndef FOYER_SHELL_PAGES_H
#define FOYER_SHELL_PAGES_H

/* Lets go of all code and constants of the program and its libraries: what is still needed comes
 * back by itself, from the system's cache and without a disk, page by page as it is used. */
void pages_let_go(void);

#endif
