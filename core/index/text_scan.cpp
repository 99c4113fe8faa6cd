// SPDX-License-Identifier: Apache-2.0
#include "core/index/text_scan.h"

#include "core/index/find_bytes.h"
#include "core/index/in_parts.h"

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

/// The texts [first, last) lie end to end without a mark between them; a place that reaches over the end
/// of its text is not a hit. What follows a hit in the same text is passed over.
void scanTexts(const TextColumn& texts, std::size_t first, std::size_t last, std::string_view needle, Bitmap& hits,
               const std::stop_token& stop)
{
    const std::vector<std::uint32_t>& offsets = texts.offsets();
    const std::string_view bytes = texts.bytes();
    const std::size_t textsEnd = offsets[last];
    std::size_t from = offsets[first];
    auto end = offsets.begin() + static_cast<std::ptrdiff_t>(first); // of the text that holds the place
    while (!stop.stop_requested() && from < textsEnd) {
        const std::size_t pieceEnd = std::min(textsEnd, from + kPiece);
        const std::size_t reach = std::min(textsEnd, pieceEnd + needle.size() - 1);
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

} // namespace

void scanForText(const TextColumn& texts, std::string_view needle, Bitmap& hits, std::stop_token stop)
{
    if (needle.empty()) {
        hits.setRange(0, static_cast<Row>(texts.size()));
        return;
    }
    if (texts.bytes().empty()) {
        return; // also where nobody filled the column
    }
    // Parts of whole words of the bitmap, so that no two of them write to the same word.
    const std::size_t words = hits.words().size(), parts = partsFor(texts.size());
    inParts(parts, [&](std::size_t part) {
        const std::size_t last = std::min(texts.size(), partBegin(words, part + 1, parts) * 64);
        scanTexts(texts, partBegin(words, part, parts) * 64, last, needle, hits, stop);
    });
}

} // namespace cordon
