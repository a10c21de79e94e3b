#pragma once

/// How often this thread has asked for memory since it began; always 0 where the C library is not glibc.
unsigned long allocation_count(void);

/// Bytes of this process that the C library has given out; always 0 where it is not glibc.
unsigned long allocated_bytes(void);

/// Gives free memory back to the system, so that what is resident from here on is what is new.
void release_free_memory(void);
