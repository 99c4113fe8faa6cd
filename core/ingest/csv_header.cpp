// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/csv_header.h"

#include "core/domain/exact_text.h"
#include "core/domain/visible_text.h"
#include "core/ingest/chunked.h"
#include "core/ingest/columns.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace cordon {

namespace {

/// Of a column: it is repeated in the note of every row that has a value there.
constexpr qsizetype kLongestName = 200;

constexpr std::size_t kMostColumns = 16;

QString faultWords(CsvFault fault)
{
    switch (fault) {
    case CsvFault::None:
        break;
    case CsvFault::StrayQuote:
        return QStringLiteral("a quote inside a field that does not start with one");
    case CsvFault::TextAfterQuote:
        return QStringLiteral("text after the closing quote of a field");
    case CsvFault::StrayReturn:
        return QStringLiteral("a carriage return without a line feed");
    case CsvFault::UnclosedQuote:
        return QStringLiteral("a quote opens here and is never closed; nothing from here to the end of the file was "
                              "imported");
    case CsvFault::TooLong:
        return QStringLiteral("the record is longer than 1 MiB and was skipped");
    }
    return {};
}

/// Which lines went with the faulty one, where it is more than that one.
QString lostLines(const CsvRecord& record)
{
    return record.lines < 2
               ? QString()
               : QStringLiteral(" (lines %1 to %2 are lost)").arg(record.line).arg(record.line + record.lines - 1);
}

/// The column names, in lower case without spaces around them.
std::vector<QString> columnNames(const CsvRecord& record)
{
    std::vector<QString> names;
    for (const CsvField& field : record.fields) {
        QByteArray storage;
        names.push_back(exactText(fieldText(record, field, storage)).trimmed().toLower());
    }
    return names;
}

/// How well a header suits a kind of record.
struct Fit {
    RecordKind kind = RecordKind::Account;
    std::ptrdiff_t known = 0;
    QStringList missing;
};

Fit fitOf(RecordKind kind, const std::vector<QString>& names)
{
    std::array<bool, kMostColumns> present{};
    for (const QString& name : names) {
        if (const auto column = columnIndex(kind, name.toUtf8())) {
            present[*column] = true;
        }
    }
    return {kind, std::count(present.begin(), present.end(), true), missingColumns(kind, present)};
}

} // namespace

QString flawOf(const CsvRecord& record, TextPlace& place)
{
    if (record.fault != CsvFault::None) {
        place = record.faultAt;
        return faultWords(record.fault) + lostLines(record);
    }
    if (const auto broken = firstBrokenUtf8(record.raw)) {
        place = placeOf(record.raw, record.line, *broken);
        return QStringLiteral("a byte that is no UTF-8 (0x%1)")
            .arg(static_cast<unsigned char>(record.raw[*broken]), 2, 16, QLatin1Char('0'));
    }
    if (const qsizetype nul = record.raw.indexOf('\0'); nul >= 0) {
        place = placeOf(record.raw, record.line, nul);
        return QStringLiteral("a NUL character");
    }
    return {};
}

Result<CsvHeader> parseCsvHeader(const CsvRecord& record, const QString& fileName, RecordKind kind)
{
    TextPlace place;
    if (const QString flaw = flawOf(record, place); !flaw.isEmpty()) {
        return unusableFile(fileName,
                            QStringLiteral("its header is no CSV in UTF-8: line %1, column %2: %3.")
                                .arg(place.line)
                                .arg(place.column)
                                .arg(flaw),
                            QStringLiteral("Save it as CSV in UTF-8."));
    }
    if (record.fieldCount > kMostFields) {
        return unusableFile(fileName, QStringLiteral("it has more than %1 columns.").arg(kMostFields));
    }
    CsvHeader header;
    QSet<QString> seen;
    std::array<bool, kMostColumns> present{};
    for (const QString& name : columnNames(record)) {
        const auto column = columnIndex(kind, name.toUtf8());
        if (name.size() > kLongestName) {
            return unusableFile(fileName, QStringLiteral("the name of its column %1 is longer than %2 characters.")
                                              .arg(header.targets.size() + 1)
                                              .arg(kLongestName));
        }
        if (!name.isEmpty() && seen.contains(name)) {
            return unusableFile(fileName, QStringLiteral("the column \"%1\" is there twice.").arg(forCell(name)));
        }
        seen.insert(name);
        if (column) {
            present[*column] = true;
        }
        const auto number = header.targets.size() + 1;
        header.targets.push_back({column, name.isEmpty() ? QStringLiteral("column %1").arg(number) : name});
    }
    const QStringList missing = missingColumns(kind, present);
    if (!missing.isEmpty()) {
        return unusableFile(fileName, QStringLiteral("its header lacks the column %1, which a file of %2 must have.")
                                          .arg(missing.join(QStringLiteral(", ")), fileWord(kind)));
    }
    return header;
}

Result<RecordKind> recordKindOfHeader(QByteArrayView headerLine)
{
    std::vector<QString> names;
    CsvScanner scanner;
    const auto visit = [&names](const CsvRecord& record) {
        TextPlace place;
        if (flawOf(record, place).isEmpty()) {
            names = columnNames(record);
        }
        return false;
    };
    if (scanner.feed(headerLine, visit)) {
        scanner.finish(visit);
    }
    Fit best;
    Fit nearest;
    for (const RecordKind kind : kKinds) {
        const Fit candidate = fitOf(kind, names);
        if (candidate.known > nearest.known) {
            nearest = candidate;
        }
        if (candidate.missing.isEmpty() && candidate.known > best.known) {
            best = candidate;
        }
    }
    if (best.known > 0) {
        return best.kind;
    }
    return failure(ErrorKind::BadInput,
                   QStringLiteral("its header fits no import file (accounts, projects, uploads, roles, reports)%1.")
                       .arg(nearest.known == 0
                                ? QString()
                                : QStringLiteral("; for a file of %1 it lacks the column %2")
                                      .arg(fileWord(nearest.kind), nearest.missing.join(QStringLiteral(", ")))));
}

} // namespace cordon
