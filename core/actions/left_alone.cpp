// SPDX-License-Identifier: Apache-2.0
#include "core/actions/left_alone.h"

#include "core/actions/whole_file.h"
#include "core/domain/visible_text.h"
#include "core/ingest/csv_scanner.h"

namespace cordon {

namespace {

constexpr qint64 kLimit = 16 * 1024 * 1024;

QString fieldOf(const CsvRecord& record, std::size_t at)
{
    QByteArray storage;
    return QString::fromUtf8(fieldText(record, record.fields[at], storage));
}

/// Record by record; what cannot be used ends it.
struct Reading {
    std::vector<LeftAloneReason> reasons;
    bool headed = false;

    Done take(const CsvRecord& record)
    {
        const bool whole = record.fault == CsvFault::None && record.fieldCount == 2;
        if (!headed) {
            headed =
                whole && fieldOf(record, 0) == QLatin1String("subject") && fieldOf(record, 1) == QLatin1String("why");
            return headed ? Done() : failure(ErrorKind::BadInput, kNoHeader);
        }
        if (!whole) {
            return failure(ErrorKind::BadInput, QStringLiteral("it needs a subject and a reason."));
        }
        auto subject = parseSubject(fieldOf(record, 0));
        if (!subject) {
            return tl::unexpected(subject.error());
        }
        reasons.push_back({std::move(*subject), fieldOf(record, 1)});
        return {};
    }

    static inline const QString kNoHeader = QStringLiteral("the header must be subject,why.");
};

tl::unexpected<Error> badLine(const QString& path, std::int64_t line, const QString& why)
{
    return failure(ErrorKind::BadInput,
                   QStringLiteral("%1, line %2: %3").arg(forCell(path), QString::number(line), why));
}

} // namespace

Result<std::vector<LeftAloneReason>> readLeftAlone(const QString& path)
{
    const auto bytes = readWholeFile(path, kLimit);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    Reading reading;
    Result<std::vector<LeftAloneReason>> outcome;
    const auto visit = [&](const CsvRecord& record) {
        if (const auto taken = reading.take(record); !taken) {
            outcome = badLine(path, record.line, taken.error().what);
        }
        return outcome.has_value();
    };
    CsvScanner scanner;
    if (scanner.feed(*bytes, visit)) {
        scanner.finish(visit);
    }
    if (!outcome) {
        return outcome;
    }
    if (!reading.headed) {
        return badLine(path, 1, Reading::kNoHeader);
    }
    return std::move(reading.reasons);
}

} // namespace cordon
