/* Again: whoever starts a desk that runs already wants to see it, not to be told that it runs. The
 * one that runs is asked for an address, by a socket in its folder, which only its owner can reach.
 */
#ifndef FOYER_DESK_AGAIN_H
#define FOYER_DESK_AGAIN_H

#include <stdbool.h>

enum { AGAIN_ADDRESS_BYTES = 512 };

/* The socket on which the desk is asked; -1 where there can be none, which is only a comfort less.
 */
int again_listen(const char *folder);

/* Whether somebody asks now: a socket to tell the address; -1: nobody. */
int again_asked(int listener);

/* Tells it, and closes the socket. */
void again_tell(int asker, const char *address);

/* The address that the running desk of this folder tells. False where it tells none. */
bool again_ask(const char *folder, char out[AGAIN_ADDRESS_BYTES]);

#endif
