#pragma once
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

// What large pages are long, where the system has them; room for less than one is taken in small ones.
static const size_t ngfw_large_page = (size_t)2 << 20;

static inline size_t ngfw_pages_rounded(size_t bytes) {
    return bytes < ngfw_large_page ? bytes : (bytes + ngfw_large_page - 1) / ngfw_large_page * ngfw_large_page;
}

// Zeroed memory of whole pages, of which the system gives each when it is first written; large ones where it has them, and for
// the ends too: a mapping starts wherever a small page does, so what is before the first boundary is given back.
static inline void *ngfw_pages_map(size_t bytes) {
    size_t rounded = ngfw_pages_rounded(bytes), spare = bytes < ngfw_large_page ? 0 : ngfw_large_page;
    char *pages = mmap(NULL, rounded + spare, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
    if (pages == MAP_FAILED) abort();
    if (spare == 0) return pages;
    size_t before = (spare - (uintptr_t)pages % spare) % spare;
    if (before > 0) munmap(pages, before);
    if (before < spare) munmap(pages + before + rounded, spare - before);
    pages += before;
#ifdef MADV_HUGEPAGE
    madvise(pages, rounded, MADV_HUGEPAGE);
#endif
    return pages;
}

static inline void ngfw_pages_unmap(void *pages, size_t bytes) { munmap(pages, ngfw_pages_rounded(bytes)); }
