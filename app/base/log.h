/* The log: one line an event, to standard error, where the service's journal reads it. */
#ifndef FOYER_BASE_LOG_H
#define FOYER_BASE_LOG_H

typedef enum LogLevel { LOG_INFO, LOG_WARNING, LOG_ERROR } LogLevel;

/* Writes "foyer: LEVEL: text" and a newline in one write; control characters become spaces. */
void log_line(LogLevel level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
