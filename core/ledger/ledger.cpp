// SPDX-License-Identifier: Apache-2.0
#include "core/ledger/ledger.h"

#include "core/domain/canonical_json.h"
#include "core/domain/visible_text.h"
#include "core/ledger/entry_json.h"

#include <QJsonDocument>

namespace cordon {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kLongestLine = 64 * 1024 * 1024;
constexpr qint64 kPiece = 16 * 1024;

QByteArray headerLine()
{
    return canonicalJson(QJsonObject{{u"format"_s, u"cordon-ledger/1"_s}}) + '\n';
}

QByteArray lastLine(std::uint64_t count, const Digest& head)
{
    return canonicalJson(QJsonObject{{u"count"_s, static_cast<qint64>(count)}, {u"head"_s, hex(head)}}) + '\n';
}

LedgerVerdict bad(LedgerVerdict verdict, const QString& why)
{
    verdict.ok = false;
    verdict.firstBad = verdict.entries + 1;
    verdict.why = why;
    return verdict;
}

/// Takes one more link into the verdict; false where it does not fit the chain.
bool extend(LedgerVerdict& verdict, std::uint64_t sequence, QByteArrayView entry, const Digest& hash)
{
    const std::uint64_t expected = verdict.entries + 1;
    if (sequence != expected) {
        verdict = bad(verdict, u"Entry %1 stands where entry %2 belongs."_s.arg(sequence).arg(expected));
    } else if (chainLink(expected, verdict.head, entry) != hash) {
        verdict = bad(verdict, u"Entry %1 is not what was written: its hash does not follow."_s.arg(expected));
    } else {
        verdict.entries = expected;
        verdict.head = hash;
    }
    return verdict.ok;
}

/// One entry's line, byte for byte.
bool extendByLine(LedgerVerdict& verdict, const QByteArray& line)
{
    const std::uint64_t expected = verdict.entries + 1;
    const QJsonDocument document = QJsonDocument::fromJson(line);
    const std::optional<ReadLine> read = document.isObject() ? readLine(document.object()) : std::nullopt;
    if (!read) {
        verdict = bad(verdict, u"Entry %1 cannot be read."_s.arg(expected));
        return false;
    }
    if (QByteArray(canonicalJson(lineOf(read->sequence, read->entry, read->hash)) + '\n') != line) {
        verdict = bad(verdict, u"Entry %1 is not in the one form that is exported."_s.arg(expected));
        return false;
    }
    return extend(verdict, read->sequence, encode(read->entry), read->hash);
}

/// QIODevice::readLine() with a limit first makes a buffer of that size, and without one knows none.
QByteArray boundedLine(QIODevice& file)
{
    QByteArray line;
    while (line.size() < kLongestLine && !line.endsWith('\n')) {
        const QByteArray piece = file.readLine(kPiece);
        if (piece.isEmpty()) {
            break;
        }
        line += piece;
    }
    return line;
}

tl::unexpected<Error> unreadable(const QIODevice& file)
{
    return failure(ErrorKind::Io, u"The ledger file cannot be read: %1"_s.arg(forCell(file.errorString())));
}

QString whyNoHeader(const QByteArray& line)
{
    const QString format = QJsonDocument::fromJson(line).object()["format"_L1].toString();
    if (format == "cordon-ledger/1"_L1) {
        return u"The first line is not in the one form that is exported."_s;
    }
    return format.startsWith("cordon-ledger/"_L1)
               ? u"The file is written as %1; this program can check cordon-ledger/1."_s.arg(forCell(format, 40))
               : u"The first line is not that of an exported ledger."_s;
}

Done writeLine(QIODevice& out, const QByteArray& line)
{
    if (out.write(line) != line.size()) {
        return failure(ErrorKind::Io, u"The ledger could not be written: %1"_s.arg(forCell(out.errorString())),
                       u"The journal is as it was."_s);
    }
    return {};
}

} // namespace

Result<LedgerVerdict> verifyLedger(const JournalStore& journal)
{
    LedgerVerdict verdict;
    const Done read = journal.readLedger(1, [&verdict](const LedgerRow& row) {
        if (!extend(verdict, row.sequence, row.entry, row.hash)) {
            return false;
        }
        if (const Result<LedgerEntry> entry = decode(row.entry); !entry) {
            --verdict.entries;
            verdict = bad(verdict, entry.error().sentence());
        }
        return verdict.ok;
    });
    if (!read && read.error().kind == ErrorKind::Integrity && verdict.ok) {
        return bad(verdict, read.error().sentence());
    }
    if (!read) {
        return tl::unexpected(read.error());
    }
    return verdict;
}

Result<LedgerVerdict> verifyLedgerFile(QIODevice& file)
{
    LedgerVerdict verdict;
    const QByteArray first = boundedLine(file);
    if (first != headerLine()) {
        return bad(verdict, whyNoHeader(first));
    }
    for (;;) {
        const QByteArray line = boundedLine(file);
        if (line.isEmpty() && !file.atEnd()) {
            return unreadable(file);
        }
        if (line.isEmpty()) {
            return bad(verdict, u"The file ends behind entry %1; its last line is missing."_s.arg(verdict.entries));
        }
        if (line == lastLine(verdict.entries, verdict.head)) {
            break;
        }
        if (line.startsWith("{\"count\"")) {
            return bad(verdict, u"Behind entry %1 the last line names another number of entries or another head."_s.arg(
                                    verdict.entries));
        }
        if (!extendByLine(verdict, line)) {
            return verdict;
        }
    }
    if (!file.atEnd() || !file.readLine(2).isEmpty()) {
        return bad(verdict, u"Something stands behind the last line."_s);
    }
    return verdict;
}

Done exportLedger(const JournalStore& journal, QIODevice& out)
{
    Done done = writeLine(out, headerLine());
    std::uint64_t count = 0;
    Digest head{};
    const Done read = journal.readLedger(1, [&](const LedgerRow& row) {
        const Result<LedgerEntry> entry = decode(row.entry);
        if (done && !entry) {
            done = failure(ErrorKind::Integrity, u"Entry %1 of the ledger cannot be exported. "_s.arg(row.sequence) +
                                                     entry.error().sentence());
        }
        if (done) {
            done = writeLine(out, canonicalJson(lineOf(row.sequence, *entry, row.hash)) + '\n');
        }
        ++count;
        head = row.hash;
        return done.has_value();
    });
    if (!read) {
        return read;
    }
    return done ? writeLine(out, lastLine(count, head)) : done;
}

Result<std::vector<std::pair<LedgerRow, LedgerEntry>>> readEntries(const JournalStore& journal, std::uint64_t from)
{
    std::vector<std::pair<LedgerRow, LedgerEntry>> entries;
    Done good;
    const Done read = journal.readLedger(from, [&](const LedgerRow& row) {
        Result<LedgerEntry> entry = decode(row.entry);
        if (!entry) {
            good = failure(ErrorKind::Integrity,
                           u"Entry %1 of the ledger: "_s.arg(row.sequence) + entry.error().sentence());
            return false;
        }
        entries.emplace_back(row, std::move(*entry));
        return true;
    });
    if (!read) {
        return tl::unexpected(read.error());
    }
    if (!good) {
        return tl::unexpected(good.error());
    }
    return entries;
}

} // namespace cordon
