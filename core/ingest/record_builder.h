// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/imported_rows.h"
#include "core/ingest/readers.h"

#include <memory>
#include <span>
#include <string>

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

struct FieldStorage;

/// Checks every value by the rules of its column and makes the row, or tells the first fault. Empty
/// optional values are unknown. Keeps memory between rows. Thread: one.
class RecordBuilder {
public:
    RecordBuilder();
    ~RecordBuilder();
    RecordBuilder(const RecordBuilder&) = delete;
    RecordBuilder& operator=(const RecordBuilder&) = delete;

    /// The row lives until the next one, its texts no longer than those of the fields.
    [[nodiscard]] tl::expected<const ImportedRow*, FieldFault> build(RecordKind kind, std::span<const RawField> fields,
                                                                     Utf8 note);

private:
    std::unique_ptr<FieldStorage> m_storage;
    ImportedRow m_row; ///< large: made here once, and not moved about
};

/// Adds one "name=value" line to a note. Line breaks and backslashes are escaped, so that no value
/// can pass itself off as a second line.
void addNoteLine(std::string& note, QByteArrayView name, QByteArrayView value);

} // namespace cordon
