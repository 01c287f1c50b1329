/* QR codes of web addresses, for visitors to take home on their telephones. */
#ifndef FOYER_DRAW_QR_H
#define FOYER_DRAW_QR_H

#include <stdbool.h>

#include "draw/canvas.h"

typedef struct QrSymbols QrSymbols;

/* Keeps the symbols encoded last. */
QrSymbols *qr_create(void);
void qr_destroy(QrSymbols *symbols);

/* Draws the item, a DRAW_QR, in the middle of its box, its modules as many whole px as fit. An
 * address too long for a symbol, or a symbol too large for the box, is left out and logged once
 * for as long as it is remembered. */
void qr_paint(QrSymbols *symbols, Canvas *canvas, const DrawItem *item);

/* Whether a symbol can hold the address at all: for the check of content. */
bool qr_can_hold(const char *address);

#endif
