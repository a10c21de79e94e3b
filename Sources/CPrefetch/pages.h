#pragma once
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>

// Zeroed memory of whole pages, of which the system gives each when it is first written; large ones where it has them.
static inline void *ngfw_pages_map(size_t bytes) {
    void *pages = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
    if (pages == MAP_FAILED) abort();
#ifdef MADV_HUGEPAGE
    if (bytes >= (size_t)2 << 20) madvise(pages, bytes, MADV_HUGEPAGE);
#endif
    return pages;
}

static inline void ngfw_pages_unmap(void *pages, size_t bytes) { munmap(pages, bytes); }
