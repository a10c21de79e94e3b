#pragma once
#include <stdint.h>
#include <string.h>

// Which of the eight numbers of 16 bits in two words are equal to one, each by the lowest bit of its byte: without a branch, for
// which Swift 6.3 has no vector operations.
static inline __attribute__((always_inline)) uint64_t ngfw_equal_lanes(uint64_t low, uint64_t high, uint16_t wanted) {
    typedef int16_t lanes __attribute__((vector_size(16)));
    typedef int8_t results __attribute__((vector_size(8)));
    uint64_t words[2] = {low, high};
    lanes numbers;
    memcpy(&numbers, words, sizeof numbers);
    results equal = __builtin_convertvector(numbers == (int16_t)wanted, results);
    uint64_t bits;
    memcpy(&bits, &equal, sizeof bits);
    return bits & 0x0101010101010101;
}
