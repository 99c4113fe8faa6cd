// SPDX-License-Identifier: Apache-2.0
#include "core/actions/left_alone.h"

#include "core/actions/whole_file.h"
#include "core/domain/visible_text.h"
#include "core/ingest/csv_scanner.h"

#include <optional>

namespace cordon {

namespace {

constexpr qint64 kLimit = 16 * 1024 * 1024;

QString fieldOf(const CsvRecord& record, std::size_t at)
{
    QByteArray storage;
    return QString::fromUtf8(fieldText(record, record.fields[at], storage));
}

} // namespace

Result<std::vector<LeftAloneReason>> readLeftAlone(const QString& path)
{
    const auto bytes = readWholeFile(path, kLimit);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    std::vector<LeftAloneReason> reasons;
    std::optional<Error> trouble;
    const auto visit = [&](const CsvRecord& record) {
        if (record.line == 1) {
            return true;
        }
        const bool whole = record.fault == CsvFault::None && record.fieldCount == 2;
        Result<Subject> subject =
            whole ? parseSubject(fieldOf(record, 0))
                  : failure(ErrorKind::BadInput, QStringLiteral("it needs a subject and a reason."));
        if (!subject) {
            trouble = Error{ErrorKind::BadInput,
                            QStringLiteral("%1, line %2: %3")
                                .arg(forCell(path), QString::number(record.line), subject.error().what),
                            {},
                            {}};
            return false;
        }
        reasons.push_back({std::move(*subject), fieldOf(record, 1)});
        return true;
    };
    CsvScanner scanner;
    if (scanner.feed(*bytes, visit)) {
        scanner.finish(visit);
    }
    if (trouble) {
        return tl::unexpected(*trouble);
    }
    return reasons;
}

} // namespace cordon
