/* Picture: takes in what staff drop on the page: any PNG or JPEG, from anybody, of any size.
 *
 * It is decoded by a process of its own without any rights (picture_decode.c): whatever a hostile
 * file makes of it, it can compute and answer and nothing else. What comes back is upright, small
 * enough, encoded anew, and without what cameras write beside the pixels, such as where they were.
 */
#ifndef FOYER_DESK_PICTURE_H
#define FOYER_DESK_PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PICTURE_UPLOAD_BYTES_MOST = 32 << 20,
    PICTURE_BYTES_MOST = 16000000, /* of what is made of it; the schema's bound */
    PICTURE_SIDE_MOST = 2048       /* px */
};

/* The word by which the program runs as the process that decodes. */
#define PICTURE_DECODE_WORD "--decode-picture"

typedef enum PictureResult {
    PICTURE_DONE,
    PICTURE_OTHER,     /* neither PNG nor JPEG */
    PICTURE_DAMAGED,   /* cut off, or nonsense */
    PICTURE_TOO_LARGE, /* too many pixels */
    PICTURE_TOO_SLOW,  /* it takes too long */
    PICTURE_FAILED,    /* this computer cannot, now */
    PICTURE_RESULT_COUNT
} PictureResult;

typedef struct Picture {
    unsigned char *bytes; /* malloc'ed */
    size_t count;
    const char *format; /* "png" or "jpeg" */
    int w, h;           /* px */
    bool was_turned, was_scaled;
} Picture;

/* Takes pictures in, one at a time. */
typedef struct Decoder Decoder;

/* `program` (borrowed) is the desk's own, which is run with PICTURE_DECODE_WORD. SIGPIPE is to be
 * ignored. NULL where there is no memory. */
Decoder *decoder_create(const char *program);
void decoder_destroy(Decoder *decoder); /* NULL is fine */

/* Makes a picture of the bytes of a file, in at most 15 s. With PICTURE_DONE picture_finish is due.
 * Any thread. */
PictureResult picture_take(Decoder *decoder, const void *bytes, size_t count, Picture *out);
void picture_finish(Picture *picture);

/* A plain sentence in English that says so; a key of words/sentences.h. */
const char *picture_says(PictureResult result);

/* What the process does: shuts itself in, reads a file from standard input, and writes what became
 * of it to standard output. The program's exit status. */
int picture_decode_run(void);

#endif
