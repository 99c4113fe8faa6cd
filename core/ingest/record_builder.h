// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ingest/readers.h"

#include <span>

namespace cordon {

/// How a value was written. CSV knows no difference: Any.
enum class Shape : std::uint8_t { Any, Text, Number, Truth, Other };

/// One value of a record in the place of its column (columns.h). Bytes are valid UTF-8.
struct RawField {
    QByteArrayView text;
    qsizetype offset = -1; ///< in the record's bytes
    Shape shape = Shape::Any;
    bool present = false;
};

/// Why a record is refused, and at which of its bytes; offset -1: the record as a whole.
struct FieldFault {
    qsizetype offset = -1;
    QString reason;
};

/// Checks every value by the rules of its column and makes the record, or tells the first fault.
/// Empty optional values are unknown. Pure.
[[nodiscard]] tl::expected<Record, FieldFault> buildRecord(RecordKind kind, std::span<const RawField> fields,
                                                           const QString& note);

/// One "name=value" line of a note. Line breaks and backslashes are escaped, so that no value can
/// pass itself off as a second line.
[[nodiscard]] QString noteLine(const QString& name, const QString& value);

} // namespace cordon
