// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ingest/row_readers.h"

#include <QStringList>

#include <memory>
#include <vector>

class QFile;

namespace cordon {

enum class FileFormat { Csv, JsonLines, Osv };

/// One file of an import, looked at and found fit.
struct ImportFile {
    QString path;
    QString shown; ///< as named by the caller, or its folder's name as given and the file's own
    FileFormat format = FileFormat::Csv;
    RecordKind kind = RecordKind::Account; ///< of a CSV file
    std::int64_t size = 0;
};

/// Finds the files that the paths name and looks at each: it exists, opens, its header fits. In the
/// order in which they are best written: accounts, projects, roles, uploads, reports, then the
/// mixed ones. BadInput names the first path that cannot be used and why; Cancelled on request. Says
/// which file it is at, its total being unknown. Writes nothing.
[[nodiscard]] Result<std::vector<ImportFile>>
findImportFiles(const QStringList& paths, const ProgressSink& progress = {}, std::stop_token stop = {});

[[nodiscard]] Result<std::unique_ptr<QFile>> openImportFile(const ImportFile& file);
/// Reads on from `place`, which an OSV file leaves alone.
[[nodiscard]] Done readImportFile(const ImportFile& file, QIODevice& device, const RowSink& sink, ReadPlace& place,
                                  std::stop_token stop);

} // namespace cordon
