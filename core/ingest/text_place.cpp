// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/text_place.h"

#include <simdjson.h>

#include <algorithm>

namespace cordon {

namespace {

bool isUtf8(QByteArrayView bytes)
{
    return simdjson::validate_utf8(bytes.data(), static_cast<std::size_t>(bytes.size()));
}

/// The length that the first byte of a character promises; 0 for a byte that cannot be first.
qsizetype promisedLength(char first)
{
    const auto byte = static_cast<unsigned char>(first);
    if (byte < 0x80) {
        return 1;
    }
    if (byte < 0xC0 || byte >= 0xF8) {
        return 0;
    }
    return byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

} // namespace

TextPlace placeOf(QByteArrayView record, std::int64_t firstLine, qsizetype offset)
{
    const QByteArrayView before = record.first(std::min(offset, record.size()));
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    const auto startsCharacter = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; };
    return {firstLine + std::count(before.begin(), before.end(), '\n'),
            1 + std::count_if(before.begin() + lineStart, before.end(), startsCharacter)};
}

std::optional<qsizetype> firstBrokenUtf8(QByteArrayView bytes)
{
    if (isUtf8(bytes)) {
        return std::nullopt;
    }
    qsizetype at = 0;
    while (at < bytes.size()) {
        const qsizetype length = promisedLength(bytes[at]);
        if (length == 0 || at + length > bytes.size() || !isUtf8(bytes.sliced(at, length))) {
            break;
        }
        at += length;
    }
    return at;
}

} // namespace cordon
