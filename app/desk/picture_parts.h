/* Picture parts: what the files picture*.c share, for them and their tests only. */
#ifndef FOYER_DESK_PICTURE_PARTS_H
#define FOYER_DESK_PICTURE_PARTS_H

#include "desk/picture.h"

/* How the process answers: this, then the bytes of the picture. */
typedef struct PictureAnswer {
    unsigned char result; /* PictureResult */
    unsigned char was_turned, was_scaled;
} PictureAnswer;

/* A decoded picture: w × h of ARGB8888, rows without gaps, malloc'ed. */
typedef struct PicturePixels {
    uint32_t *pixels;
    int32_t w, h;
    int32_t file_w, file_h; /* in the file, which a large JPEG is made smaller than as it is read */
    bool is_jpeg;
} PicturePixels;

/* picture_read.c: decodes. */
PictureResult picture_read(const unsigned char *bytes, size_t count, PicturePixels *out);
/* How the camera was held, 1 to 8 as EXIF has it; 1 where the file does not say. */
int picture_orientation(const unsigned char *bytes, size_t count);

/* picture_write.c: encodes, as JPEG or PNG, whichever suits. */
PictureResult picture_write(const PicturePixels *pixels, Picture *out);

/* picture_make.c: all that is done to a file, in this very process. */
PictureResult picture_make(const unsigned char *bytes, size_t count, Picture *out);

/* picture_decode.c: gives up every right but to read standard input, to write standard output, to
 * take memory and to end; whatever else is tried ends the process at once. False where the kernel
 * cannot do that. */
bool picture_shut_in(void);

#endif
