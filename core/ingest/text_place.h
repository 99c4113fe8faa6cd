// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>

namespace cordon {

/// Where in a file something stands; both 1-based, columns counted in characters.
struct TextPlace {
    std::int64_t line = 0;
    std::int64_t column = 0; ///< 0: the whole line

    friend bool operator==(const TextPlace&, const TextPlace&) = default;
};

/// The place of a byte of a record that starts in column 1 of `firstLine`.
[[nodiscard]] TextPlace placeOf(QByteArrayView record, std::int64_t firstLine, qsizetype offset);

/// The first byte that is no UTF-8, if there is one.
[[nodiscard]] std::optional<qsizetype> firstBrokenUtf8(QByteArrayView bytes);

} // namespace cordon
