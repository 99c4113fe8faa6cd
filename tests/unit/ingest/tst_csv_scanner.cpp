// SPDX-License-Identifier: Apache-2.0
// The state machine of RFC 4180: the same records however the bytes are cut, bounded memory.
#include "core/ingest/csv_scanner.h"
#include "tests/unit/ingest/reading.h"

#include <QRandomGenerator>

using namespace cordon;
using namespace cordon::test;

namespace {

constexpr qsizetype kSmallLimit = 40;

/// One record as a line of text that two scans can be compared by.
QString told(const CsvRecord& record)
{
    QStringList fields;
    for (const CsvField& field : record.fields) {
        QByteArray storage;
        fields.push_back(QString::fromLatin1(fieldText(record, field, storage).toByteArray().toPercentEncoding()));
    }
    return QStringLiteral("%1+%2 n%3 f%4@%5:%6 [%7]")
        .arg(record.line)
        .arg(record.lines)
        .arg(record.fieldCount)
        .arg(static_cast<int>(record.fault))
        .arg(record.faultAt.line)
        .arg(record.faultAt.column)
        .arg(fields.join(QLatin1Char('|')));
}

QStringList scanned(const QByteArray& bytes, qsizetype chunk, qsizetype limit = kLongestRecord)
{
    QStringList all;
    CsvScanner scanner(limit);
    const auto visit = [&all](const CsvRecord& record) {
        all.push_back(told(record));
        return true;
    };
    for (qsizetype at = 0; at < bytes.size(); at += chunk) {
        scanner.feed(QByteArrayView(bytes).sliced(at, std::min(chunk, bytes.size() - at)), visit);
    }
    scanner.finish(visit);
    return all;
}

QByteArray randomBytes(QRandomGenerator& random)
{
    static const QByteArray kAlphabet("ab,,\"\"\"\n\n\r\xC3\xA9\0 ", 15);
    QByteArray bytes;
    for (int i = random.bounded(120); i > 0; --i) {
        bytes += kAlphabet[random.bounded(static_cast<int>(kAlphabet.size()))];
    }
    return bytes;
}

} // namespace

class TstCsvScanner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsRecordsAndFaults_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QStringList>("records");
        const auto row = [](const char* name, const QByteArray& bytes, const QStringList& records) {
            QTest::newRow(name) << bytes << records;
        };
        const QString plain = QStringLiteral("1+1 n2 f0@0:0 [a|b]");
        row("nothing", "", {});
        row("only line ends", "\n\r\n\n", {});
        row("no line end", "a,b", {plain});
        row("LF", "a,b\n", {plain});
        row("CRLF", "a,b\r\n", {plain});
        row("CR at the very end", "a,b\r", {plain});
        row("byte order mark",
            "\xEF\xBB\xBF"
            "a,b\n",
            {plain});
        row("byte order mark alone", "\xEF\xBB\xBF", {});
        row("empty last field", "a,\n", {QStringLiteral("1+1 n2 f0@0:0 [a|]")});
        row("empty last field at the end", "a,", {QStringLiteral("1+1 n2 f0@0:0 [a|]")});
        row("quoted empty is no empty line", "\"\"\n", {QStringLiteral("1+1 n1 f0@0:0 []")});
        row("quotes, commas, doubled quotes", "\"a,\"\"x\"\"\",b\n", {QStringLiteral("1+1 n2 f0@0:0 [a%2C%22x%22|b]")});
        row("quoted line ends count", "\"a\r\n\nb\"\nc\n",
            {QStringLiteral("1+3 n1 f0@0:0 [a%0D%0A%0Ab]"), QStringLiteral("4+1 n1 f0@0:0 [c]")});
        row("empty lines count", "a\n\n\nb\n",
            {QStringLiteral("1+1 n1 f0@0:0 [a]"), QStringLiteral("4+1 n1 f0@0:0 [b]")});
        row("quote in a bare field", "a,b\"c\nd\n",
            {QStringLiteral("1+1 n1 f1@1:4 [a]"), QStringLiteral("2+1 n1 f0@0:0 [d]")});
        row("columns are characters", "\xC3\xA9\xC3\xA9,b\"c\n", {QStringLiteral("1+1 n1 f1@1:5 [%C3%A9%C3%A9]")});
        row("text after a quote", "\"a\"b,c\nd\n",
            {QStringLiteral("1+1 n0 f2@1:4 []"), QStringLiteral("2+1 n1 f0@0:0 [d]")});
        row("text after a quote lines later", "\"a\nx\"b,c\nd\n",
            {QStringLiteral("1+2 n0 f2@2:3 []"), QStringLiteral("3+1 n1 f0@0:0 [d]")});
        row("lone CR", "a\rb\nc\n", {QStringLiteral("1+1 n0 f3@1:2 []"), QStringLiteral("2+1 n1 f0@0:0 [c]")});
        row("quote never closed", "a\nb,\"c\nd\ne\n",
            {QStringLiteral("1+1 n1 f0@0:0 [a]"), QStringLiteral("2+3 n1 f4@2:3 []")});
        row("quote never closed, no line end", "a\nb,\"c\nd",
            {QStringLiteral("1+1 n1 f0@0:0 [a]"), QStringLiteral("2+2 n1 f4@2:3 []")});
        row("quote as last byte", "a,\"", {QStringLiteral("1+1 n1 f4@1:3 []")});
    }
    void findsRecordsAndFaults()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QStringList, records);
        QCOMPARE(scanned(bytes, 1000), records);
        QCOMPARE(scanned(bytes, 1), records);
    }

    void tellsTheSameWhateverTheChunks()
    {
        constexpr quint32 kSeed = 20250611;
        QRandomGenerator random(kSeed);
        for (int round = 0; round < 300; ++round) {
            const QByteArray bytes = randomBytes(random);
            const QStringList whole = scanned(bytes, 1000);
            const QStringList limited = scanned(bytes, 1000, kSmallLimit);
            for (qsizetype chunk = 1; chunk <= 64; ++chunk) {
                if (scanned(bytes, chunk) != whole || scanned(bytes, chunk, kSmallLimit) != limited) {
                    QFAIL(qPrintable(QStringLiteral("seed %1, round %2, chunk %3: %4")
                                         .arg(kSeed)
                                         .arg(round)
                                         .arg(chunk)
                                         .arg(QString::fromLatin1(bytes.toPercentEncoding()))));
                }
            }
        }
    }

    void skipsWhatIsTooLongAndGoesOn()
    {
        const QByteArray fits(kSmallLimit, 'x');
        const QStringList records = scanned(fits + "\r\n" + fits + "y\nz\n\"" + fits + "\n\",b\nend\n", 7, kSmallLimit);
        QCOMPARE(records.size(), 5);
        QVERIFY(records[0].startsWith(QStringLiteral("1+1 n1 f0")));
        QCOMPARE(records[1], QStringLiteral("2+1 n1 f5@2:0 []"));
        QCOMPARE(records[2], QStringLiteral("3+1 n1 f0@0:0 [z]"));
        QCOMPARE(records[3], QStringLiteral("4+2 n2 f5@4:0 []"));
        QCOMPARE(records[4], QStringLiteral("6+1 n1 f0@0:0 [end]"));
    }

    void namesTheQuoteAlsoWhereTheRestIsTooLong()
    {
        const QByteArray bytes = "a,b\nc,\"" + QByteArray(500, '\n');
        const QStringList expected{QStringLiteral("1+1 n2 f0@0:0 [a|b]"), QStringLiteral("2+500 n1 f4@2:3 []")};
        QCOMPARE(scanned(bytes, 1000, kSmallLimit), expected);
        QCOMPARE(scanned(bytes, 3, kSmallLimit), expected);
    }

    void holdsNoMoreThanTheLimitAndOneChunk()
    {
        constexpr qsizetype kChunk = 4096;
        CsvScanner scanner;
        int records = 0;
        const auto visit = [&records](const CsvRecord& record) {
            records += record.fault == CsvFault::TooLong ? 1 : 0;
            return true;
        };
        const QByteArray chunk(kChunk, 'x');
        qsizetype most = 0;
        scanner.feed("\"", visit);
        for (int i = 0; i < 4096; ++i) { // 16 MiB in one field
            scanner.feed(chunk, visit);
            most = std::max(most, scanner.held());
        }
        scanner.feed("\"\n", visit);
        QCOMPARE(records, 1);
        QVERIFY2(most <= kLongestRecord + kChunk + 3, qPrintable(QString::number(most)));
    }

    void keepsABoundedNumberOfFields()
    {
        CsvScanner scanner;
        qsizetype kept = 0;
        qsizetype counted = 0;
        const auto visit = [&](const CsvRecord& record) {
            kept = static_cast<qsizetype>(record.fields.size());
            counted = record.fieldCount;
            return true;
        };
        scanner.feed(QByteArray(500'000, ','), visit);
        scanner.finish(visit);
        QCOMPARE(kept, kMostFields);
        QCOMPARE(counted, 500'001);
    }

    void stopsWhenTheVisitorSays()
    {
        CsvScanner scanner;
        int visited = 0;
        QVERIFY(!scanner.feed("a\nb\nc\n", [&visited](const CsvRecord&) { return ++visited < 2; }));
        QCOMPARE(visited, 2);
    }
};

QTEST_GUILESS_MAIN(TstCsvScanner)
#include "tst_csv_scanner.moc"
