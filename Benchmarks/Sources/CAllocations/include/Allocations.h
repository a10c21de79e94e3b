#pragma once

/// How often this thread has asked for memory since it began; always 0 where the C library is not glibc.
unsigned long allocation_count(void);
