/* See qr.h. libqrencode does the encoding. */
#include "draw/qr.h"

#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/log.h"

enum {
    KEPT = 16,          /* a delegation's screen shows two */
    LARGEST_WIDTH = 177 /* modules of a version 40 symbol */
};

typedef struct Symbol {
    char *address; /* NULL: a free place */
    QRcode *code;  /* NULL: it cannot be encoded */
    bool told;     /* that it cannot be shown */
    uint64_t used; /* by which paint last */
} Symbol;

struct QrSymbols {
    Symbol symbols[KEPT];
    uint64_t paints;
};

QrSymbols *qr_create(void)
{
    QrSymbols *symbols = calloc(1, sizeof *symbols);
    CHECK(symbols != NULL);
    return symbols;
}

static void symbol_free(Symbol *symbol)
{
    free(symbol->address);
    QRcode_free(symbol->code);
    *symbol = (Symbol){0};
}

void qr_destroy(QrSymbols *symbols)
{
    if (symbols == NULL) {
        return;
    }
    for (int i = 0; i < KEPT; i++) {
        symbol_free(&symbols->symbols[i]);
    }
    free(symbols);
}

static QRcode *encode(const char *address)
{
    return QRcode_encodeString8bit(address, 0, QR_ECLEVEL_M);
}

/* The address's symbol, encoded now if it is not kept. */
static Symbol *symbol_of(QrSymbols *symbols, const char *address)
{
    Symbol *oldest = &symbols->symbols[0];
    for (int i = 0; i < KEPT; i++) {
        Symbol *symbol = &symbols->symbols[i];
        if (symbol->address != NULL && strcmp(symbol->address, address) == 0) {
            return symbol;
        }
        if (symbol->used < oldest->used) {
            oldest = symbol;
        }
    }
    symbol_free(oldest);
    oldest->address = strdup(address);
    CHECK(oldest->address != NULL);
    oldest->code = encode(address);
    return oldest;
}

bool qr_can_hold(const char *address)
{
    QRcode *code = encode(address);
    QRcode_free(code); /* NULL is fine */
    return code != NULL;
}

/* Draws the dark modules, as one box for each run of them in a row. */
static void paint_code(Canvas *canvas, const QRcode *code, Box square, int32_t module_px,
                       Color color)
{
    int32_t width = code->width;
    Box runs[(LARGEST_WIDTH + 1) / 2];
    for (int32_t y = 0; y < width; y++) {
        int count = 0;
        for (int32_t x = 0; x < width;) {
            int32_t end = x;
            while (end < width && (code->data[y * width + end] & 1) != 0) {
                end++;
            }
            if (end > x) {
                runs[count++] = (Box){square.x + x * module_px, square.y + y * module_px,
                                      (end - x) * module_px, module_px};
            }
            x = end + 1;
        }
        canvas_fill_all(canvas, runs, count, color);
    }
}

void qr_paint(QrSymbols *symbols, Canvas *canvas, const DrawItem *item)
{
    Symbol *symbol = symbol_of(symbols, item->as.qr.address);
    symbol->used = ++symbols->paints;
    int32_t side = min_i32(item->box.w, item->box.h);
    int32_t module_px = symbol->code == NULL ? 0 : side / symbol->code->width;
    if (module_px == 0) {
        if (!symbol->told) {
            log_line(LOG_WARNING, "show a QR code in %d px: the address is %s: %.80s", side,
                     symbol->code == NULL ? "empty or too long" : "too long for that",
                     symbol->address);
            symbol->told = true;
        }
        return;
    }
    Box square =
        box_centred(item->box, symbol->code->width * module_px, symbol->code->width * module_px);
    paint_code(canvas, symbol->code, square, module_px, color_faded(item->color, item->alpha));
}
