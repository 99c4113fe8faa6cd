// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/imported_rows.h"
#include "core/ingest/readers.h"

namespace cordon {

/// A place between two records of a file.
struct ReadPlace {
    std::int64_t offset = 0; ///< bytes; 0: the very start, header and byte order mark included
    std::int64_t line = 1;   ///< that starts there
};

/// What a reader hands out as it goes, as bytes. Either returns false to stop reading.
struct RowSink {
    std::function<bool(const ImportedRow&)> row; ///< its texts live until this returns
    std::function<bool(RejectedLine&&)> rejected;
    std::function<void(std::int64_t bytesRead)> progress; ///< may be empty
};

/// readCsv() and readJsonLines() without values on the way. Reading starts at `place` and moves it:
/// whenever the sink is called it stands behind the record in question.
[[nodiscard]] Done readCsvRows(QIODevice& device, const QString& fileName, RecordKind kind, const RowSink& sink,
                               ReadPlace& place, std::stop_token stop);
[[nodiscard]] Done readJsonLineRows(QIODevice& device, const QString& fileName, const RowSink& sink, ReadPlace& place,
                                    std::stop_token stop);
[[nodiscard]] Done readOsvRows(QIODevice& device, const QString& fileName, const RowSink& sink);

/// The row as values of its own.
[[nodiscard]] Record recordOf(const ImportedRow& row);

/// A sink that makes values of the rows.
[[nodiscard]] RowSink rowsAsValues(const ReaderSink& sink);

} // namespace cordon
