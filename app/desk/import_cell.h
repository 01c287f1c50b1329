/* Import cell: what stands in one cell of a table, put into a field of a document and read from it
 * again. A field is a path: "date", "text.en.title", "chambers.0.deputies". */
#ifndef FOYER_DESK_IMPORT_CELL_H
#define FOYER_DESK_IMPORT_CELL_H

#include "desk/document.h"

typedef struct CellTarget {
    DocumentKind kind; /* news or a delegation */
    const DocumentLanguages *languages;
    /* The slug of a delegation that goes by `name`, a slug or a name of it; NULL: none does. */
    const char *(*find_delegation)(void *context, const char *name);
    void *context;
} CellTarget;

typedef enum CellResult {
    CELL_DONE,
    CELL_NO_FIELD,  /* items of this kind have no such field */
    CELL_NO_NUMBER, /* the field takes a whole number */
    CELL_NO_YES_NO, /* the field takes yes or no */
    CELL_NO_MEMORY
} CellResult;

/* Puts the cell's text into the field. A day may be written 2022-06-03, 3.6.2022 or 3/6/2022, yes
 * and no in English or Russian, delegations by their names with commas between them. Otherwise than
 * done the document stays as it was. */
CellResult cell_put(const CellTarget *target, cJSON *document, const char *field, const char *cell);

/* The field as the text of a cell, malloc'ed: the caller's; NULL: no memory. Empty where there is
 * none. */
char *cell_get(const cJSON *document, const char *field);

#endif
