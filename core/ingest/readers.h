// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/records.h"
#include "core/domain/result.h"

#include <QByteArray>
#include <QIODevice>

#include <functional>
#include <stop_token>
#include <variant>

namespace cordon {

/// A line that was not imported, and why. Line and column are 1-based; column 0: the whole line.
struct RejectedLine {
    QString file; ///< as named by the caller
    std::int64_t line = 0;
    std::int64_t column = 0;
    QString reason; ///< made visible, never raw
};

using Record = std::variant<Account, Project, Upload, Role, Report>;
enum class RecordKind { Account, Project, Upload, Role, Report };

/// What a reader hands out as it goes. Either returns false to stop reading.
struct ReaderSink {
    std::function<bool(Record&&)> record;
    std::function<bool(RejectedLine&&)> rejected;
    std::function<void(std::int64_t bytesRead)> progress; ///< may be empty
};

/// RFC 4180 with header (cli.md, import files): any column order, CRLF or LF, BOM accepted. Unknown
/// columns go into `note`, which only accounts and projects have; of the others they are dropped.
/// Streams: memory is bounded by the longest accepted record (1 MiB; a longer one is rejected and
/// skipped). BadInput where the file as a whole cannot be read: empty, no header, a required column
/// missing (named), NUL-ridden binary. Which kind of record it holds is told by the caller or, by
/// recordKindOfHeader(), from the header.
[[nodiscard]] Done readCsv(QIODevice& device, const QString& fileName, RecordKind kind, const ReaderSink& sink,
                           std::stop_token stop = {});

/// The kind of record whose required columns a CSV header line holds; BadInput where none fits.
[[nodiscard]] Result<RecordKind> recordKindOfHeader(QByteArrayView headerLine);

/// One JSON object a line with "type"; the same rules for bad lines.
[[nodiscard]] Done readJsonLines(QIODevice& device, const QString& fileName, const ReaderSink& sink,
                                 std::stop_token stop = {});

/// One OSV document (domain.md C1), read leniently: each affected PyPI package becomes a report of
/// kind is_malware. Withdrawn documents become nothing.
[[nodiscard]] Done readOsv(QIODevice& device, const QString& fileName, const ReaderSink& sink);

} // namespace cordon
