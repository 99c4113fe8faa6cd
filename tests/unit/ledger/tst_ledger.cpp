// SPDX-License-Identifier: Apache-2.0
#include "core/domain/digest.h"
#include "core/ledger/ledger.h"
#include "core/store/workspace.h"
#include "tests/support/memory_journal.h"
#include "tests/support/support.h"

#include <QBuffer>
#include <QTemporaryDir>
#include <QTest>

using namespace cordon;
using namespace Qt::StringLiterals;

namespace {

LedgerEntry entryNumber(int i)
{
    LedgerEntry entry;
    entry.kind = i == 0 ? EntryKind::PlanKept : EntryKind::StepChanged;
    entry.at = parseInstant(u"2025-07-09T10:00:00Z").value_or(Instant{}) + std::chrono::seconds(i);
    entry.actor = u"nora"_s;
    entry.plan = sha256("plan");
    entry.run = 1;
    entry.ordinal = i;
    entry.subject = projectSubject(u"zzfx-%1"_s.arg(i));
    entry.verb = static_cast<std::uint8_t>(Verb::Quarantine);
    entry.from = u"PLANNED"_s;
    entry.to = u"INTENT"_s;
    entry.text = u"line\nbreak \"quoted\" \u202E"_s;
    entry.registry = u"https://pypi.org"_s;
    return entry;
}

void fill(JournalStore& journal, int entries)
{
    for (int i = 0; i < entries; ++i) {
        QVERIFY(journal.appendLedger(encode(entryNumber(i))));
    }
}

QByteArray exported(const JournalStore& journal)
{
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    return exportLedger(journal, out) ? out.data() : QByteArray();
}

LedgerVerdict verdictOn(const QByteArray& bytes)
{
    QBuffer file;
    file.setData(bytes);
    file.open(QIODevice::ReadOnly);
    return verifyLedgerFile(file).value_or(LedgerVerdict{});
}

QByteArray joined(const QList<QByteArray>& lines)
{
    return lines.join('\n');
}

/// A device that breaks after so many bytes.
class Breaking : public QBuffer {
public:
    qint64 room = 0;

protected:
    qint64 writeData(const char* data, qint64 size) override
    {
        if (size > room) {
            setErrorString(u"No space left"_s);
            return -1;
        }
        room -= size;
        return QBuffer::writeData(data, size);
    }
};

} // namespace

class TestLedger : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anExportVerifiesFromItselfAlone()
    {
        test::MemoryJournal journal;
        fill(journal, 5);
        const QByteArray file = exported(journal);
        QVERIFY(file.startsWith("{\"format\":\"cordon-ledger/1\"}\n"));
        QVERIFY(file.endsWith("\n"));
        const LedgerVerdict verdict = verdictOn(file);
        QVERIFY2(verdict.ok, qPrintable(verdict.why));
        QCOMPARE(verdict.entries, 5U);
        QCOMPARE(verdict.head, journal.ledger.back().hash);
        QCOMPARE(verdict.firstBad, 0U);
        QCOMPARE(exported(journal), file);
    }

    void anEmptyLedgerIsGood()
    {
        const test::MemoryJournal journal;
        const LedgerVerdict verdict = verdictOn(exported(journal));
        QVERIFY(verdict.ok);
        QCOMPARE(verdict.entries, 0U);
        QVERIFY(verifyLedger(journal).value_or(LedgerVerdict{0, {}, false, 0, {}}).ok);
    }

    void oddValuesSurviveTheExport()
    {
        test::MemoryJournal journal;
        LedgerEntry entry;
        entry.run = std::numeric_limits<std::int64_t>::max();
        entry.ordinal = std::numeric_limits<std::int64_t>::min();
        entry.text = QChar(0xD83D) + u"\uFEFF"_s;
        QVERIFY(journal.appendLedger(encode(entry)));
        entry.at = Instant::max();
        entry.subject.kind = SubjectKind::Domain;
        QVERIFY(journal.appendLedger(encode(entry)));
        const LedgerVerdict verdict = verdictOn(exported(journal));
        QVERIFY2(verdict.ok, qPrintable(verdict.why));
        QCOMPARE(verdict.entries, 2U);
    }

    void everyChangedByteIsFound()
    {
        test::MemoryJournal journal;
        fill(journal, 4);
        const QByteArray file = exported(journal);
        for (qsizetype i = 0; i < file.size(); ++i) {
            for (const int mask : {0x01, 0x20, 0x80}) {
                QByteArray changed = file;
                changed[i] = static_cast<char>(changed[i] ^ mask);
                const LedgerVerdict verdict = verdictOn(changed);
                QVERIFY2(!verdict.ok, qPrintable(u"byte %1"_s.arg(i)));
                // The entry that is named is the one whose line was touched, never a later one.
                const auto line = static_cast<std::uint64_t>(file.first(i).count('\n'));
                QVERIFY2(verdict.firstBad >= 1 && verdict.firstBad <= std::max<std::uint64_t>(line, 1),
                         qPrintable(u"byte %1: entry %2"_s.arg(i).arg(verdict.firstBad)));
                QVERIFY(!verdict.why.isEmpty());
            }
        }
    }

    void everyTruncationIsFound()
    {
        test::MemoryJournal journal;
        fill(journal, 4);
        const QByteArray file = exported(journal);
        for (qsizetype size = 0; size < file.size(); ++size) {
            QVERIFY2(!verdictOn(file.first(size)).ok, qPrintable(QString::number(size)));
        }
        QVERIFY(!verdictOn(file + "\n").ok);
        QVERIFY(!verdictOn(file + file).ok);
    }

    void linesCannotBeTakenSwappedOrDoubled()
    {
        test::MemoryJournal journal;
        fill(journal, 5);
        const QList<QByteArray> lines = exported(journal).split('\n'); // header, 5 entries, last, empty
        for (qsizetype i = 1; i <= 5; ++i) {
            QList<QByteArray> fewer = lines;
            fewer.removeAt(i);
            const LedgerVerdict verdict = verdictOn(joined(fewer));
            QVERIFY(!verdict.ok);
            QCOMPARE(verdict.firstBad, static_cast<std::uint64_t>(i));
            QList<QByteArray> doubled = lines;
            doubled.insert(i, lines[i]);
            QCOMPARE(verdictOn(joined(doubled)).firstBad, static_cast<std::uint64_t>(i + 1));
            if (i < 5) {
                QList<QByteArray> swapped = lines;
                swapped.swapItemsAt(i, i + 1);
                QCOMPARE(verdictOn(joined(swapped)).firstBad, static_cast<std::uint64_t>(i));
            }
        }
    }

    void otherFilesAreNoLedgers_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("word");
        QTest::newRow("empty") << QByteArray() << u"first line"_s;
        QTest::newRow("text") << QByteArray("hello\n") << u"first line"_s;
        QTest::newRow("newer") << QByteArray("{\"format\":\"cordon-ledger/2\"}\n") << u"cordon-ledger/2"_s;
        QTest::newRow("no end") << QByteArray("{\"format\":\"cordon-ledger/1\"}\n") << u"last line"_s;
        QTest::newRow("no entry") << QByteArray("{\"format\":\"cordon-ledger/1\"}\n{}\n") << u"cannot be read"_s;
        QTest::newRow("a line without end")
            << QByteArray(QByteArray("{\"format\":\"cordon-ledger/1\"}\n") + QByteArray(200'000, 'x'))
            << u"cannot be read"_s;
        QTest::newRow("wrong count") << QByteArray("{\"format\":\"cordon-ledger/1\"}\n{\"count\":3}\n") << u"number"_s;
    }
    void otherFilesAreNoLedgers()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, word);
        const LedgerVerdict verdict = verdictOn(bytes);
        QVERIFY(!verdict.ok);
        QCOMPARE(verdict.firstBad, 1U);
        QVERIFY2(verdict.why.contains(word), qPrintable(verdict.why));
    }

    void theJournalsOwnChainIsWalked()
    {
        test::MemoryJournal journal;
        fill(journal, 6);
        QVERIFY(verifyLedger(journal).value_or(LedgerVerdict{0, {}, false, 0, {}}).ok);
        const std::vector<LedgerRow> good = journal.ledger;

        journal.ledger[3].entry = encode(entryNumber(99));
        QCOMPARE(verifyLedger(journal).value_or(LedgerVerdict{}).firstBad, 4U);
        QCOMPARE(verdictOn(exported(journal)).firstBad, 4U); // an export hides nothing

        journal.ledger = good;
        journal.ledger.erase(journal.ledger.begin() + 2);
        QCOMPARE(verifyLedger(journal).value_or(LedgerVerdict{}).firstBad, 3U);

        journal.ledger = good;
        std::swap(journal.ledger[0], journal.ledger[1]);
        QCOMPARE(verifyLedger(journal).value_or(LedgerVerdict{}).firstBad, 1U);

        journal.ledger = good;
        journal.ledger[5].hash = sha256("x");
        const LedgerVerdict verdict = verifyLedger(journal).value_or(LedgerVerdict{});
        QCOMPARE(verdict.firstBad, 6U);
        QCOMPARE(verdict.entries, 5U);
        QCOMPARE(verdict.head, good[4].hash);
    }

    void anEntryThatCannotBeReadIsNamed()
    {
        test::MemoryJournal journal;
        fill(journal, 2);
        QVERIFY(journal.appendLedger("\1\1 nonsense"));
        const LedgerVerdict verdict = verifyLedger(journal).value_or(LedgerVerdict{});
        QCOMPARE(verdict.firstBad, 3U);
        QCOMPARE(verdict.entries, 2U);
        QBuffer out;
        out.open(QIODevice::WriteOnly);
        QCOMPARE(exportLedger(journal, out).error().kind, ErrorKind::Integrity);
        QCOMPARE(readEntries(journal).error().kind, ErrorKind::Integrity);
        QCOMPARE(readEntries(journal, 1).error().what.contains(u"Entry 3"), true);
    }

    void entriesAreReadFromAPlace()
    {
        test::MemoryJournal journal;
        fill(journal, 4);
        const auto entries = readEntries(journal, 3);
        CORDON_VERIFY(entries);
        QCOMPARE(entries->size(), 2U);
        QCOMPARE(entries->front().first.sequence, 3U);
        QVERIFY(entries->front().second == entryNumber(2));
    }

    void aBrokenDiskIsAnError()
    {
        test::MemoryJournal journal;
        fill(journal, 2);
        Breaking out;
        out.open(QIODevice::WriteOnly);
        for (const qint64 room : {qint64{0}, qint64{40}, qint64{900}}) {
            out.room = room;
            QCOMPARE(exportLedger(journal, out).error().kind, ErrorKind::Io);
        }
        journal.broken = true;
        QCOMPARE(verifyLedger(journal).error().kind, ErrorKind::Io);
        QCOMPARE(exportLedger(journal, out).error().kind, ErrorKind::Io);
        QCOMPARE(readEntries(journal).error().kind, ErrorKind::Io);
    }

    void theRealJournalAgrees()
    {
        QTemporaryDir dir;
        CORDON_VERIFY(Workspace::create(dir.filePath(u"ws"_s)));
        const auto workspace = Workspace::open(dir.filePath(u"ws"_s), Access::ReadWrite);
        CORDON_VERIFY(workspace);
        JournalStore& journal = (*workspace)->journal();
        fill(journal, 3);
        const auto verdict = verifyLedger(journal);
        CORDON_VERIFY(verdict);
        QVERIFY2(verdict->ok, qPrintable(verdict->why));
        const QByteArray file = exported(journal);
        const LedgerVerdict read = verdictOn(file);
        QVERIFY2(read.ok, qPrintable(read.why));
        QCOMPARE(read.head, verdict->head);
        test::MemoryJournal same;
        fill(same, 3);
        QCOMPARE(exported(same), file); // same input, same bytes
    }
};

QTEST_GUILESS_MAIN(TestLedger)
#include "tst_ledger.moc"
