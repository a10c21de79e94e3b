#pragma once

// The processor's hint to fetch a line of memory, for which Swift has no name. Any address will do; nothing is read.
static inline __attribute__((always_inline)) void ngfw_prefetch(const void *address) {
    __builtin_prefetch(address, 0, 3);
}
