/* Schema: the text of data/schema.sql, put into the program by the build (schema.c.in). */
#ifndef FOYER_CONTENT_SCHEMA_H
#define FOYER_CONTENT_SCHEMA_H

/* The statements that make an empty data file. */
const char *content_schema(void);

#endif
