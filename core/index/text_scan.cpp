// SPDX-License-Identifier: Apache-2.0
#include "core/index/text_scan.h"

#include "core/index/find_bytes.h"

#include <algorithm>

namespace cordon {
namespace {

/// A block this long is searched between two looks at the stop token: under a millisecond.
constexpr std::size_t kPiece = 4U << 20;

/// The first end beyond the place. Hits mostly lie near each other, so the search widens from the last.
std::vector<std::uint32_t>::const_iterator endBeyond(std::vector<std::uint32_t>::const_iterator from,
                                                     std::vector<std::uint32_t>::const_iterator last,
                                                     std::uint32_t place)
{
    std::ptrdiff_t stride = 1;
    while (last - from > stride && from[stride] <= place) {
        from += stride;
        stride *= 2;
    }
    return std::upper_bound(from, from + std::min(stride + 1, last - from), place);
}

} // namespace

// The texts lie end to end without a mark between them; a place that reaches over the end of its text
// is not a hit. What follows a hit in the same text is passed over.
void scanForText(const TextColumn& texts, std::string_view needle, Bitmap& hits, std::stop_token stop)
{
    const std::vector<std::uint32_t>& offsets = texts.offsets();
    const std::string_view bytes = texts.bytes();
    if (needle.empty()) {
        hits.setRange(0, static_cast<Row>(texts.size()));
        return;
    }
    std::size_t from = 0;
    auto end = offsets.begin(); // of the text that holds the place
    while (!stop.stop_requested() && from < bytes.size()) {
        const std::size_t pieceEnd = std::min(bytes.size(), from + kPiece);
        const std::size_t reach = std::min(bytes.size(), pieceEnd + needle.size() - 1);
        while (from < pieceEnd) {
            const std::size_t place = findBytes(bytes, needle, from, reach);
            if (place >= pieceEnd) {
                from = pieceEnd;
                break;
            }
            end = endBeyond(end, offsets.end(), static_cast<std::uint32_t>(place));
            const bool inside = place + needle.size() <= *end;
            if (inside) {
                hits.set(static_cast<Row>(end - offsets.begin() - 1));
            }
            from = inside ? *end : place + 1;
        }
    }
}

} // namespace cordon
