// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ingest/csv_scanner.h"
#include "core/ingest/readers.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace cordon {

/// What the columns of one CSV file mean.
struct CsvHeader {
    struct Target {
        std::optional<std::size_t> column; ///< of columns.h; nothing: kept in the note
        QString name;
    };
    std::vector<Target> targets; ///< in the order of the file
};

/// What is wrong with the record whatever it means, or an empty text: a fault of the scanner, broken
/// UTF-8, a NUL. `place` is set along with it.
[[nodiscard]] QString flawOf(const CsvRecord& record, TextPlace& place);

/// The header of a file of this kind. BadInput names a missing or repeated column.
[[nodiscard]] Result<CsvHeader> parseCsvHeader(const CsvRecord& record, const QString& fileName, RecordKind kind);

} // namespace cordon
