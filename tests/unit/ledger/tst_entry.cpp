// SPDX-License-Identifier: Apache-2.0
#include "core/domain/digest.h"
#include "core/ledger/entry.h"
#include "tests/support/support.h"

#include <QSet>
#include <QTest>

using namespace cordon;
using namespace Qt::StringLiterals;

namespace {

LedgerEntry full()
{
    LedgerEntry entry;
    entry.kind = EntryKind::StepChanged;
    entry.at = parseInstant(u"2025-07-09T10:00:00.000001Z").value_or(Instant{});
    entry.actor = u"nora"_s;
    entry.plan = sha256("plan");
    entry.run = 7;
    entry.ordinal = 0;
    entry.subject = projectSubject(u"Brisk.Batch");
    entry.verb = static_cast<std::uint8_t>(Verb::Quarantine);
    entry.from = u"INTENT"_s;
    entry.to = u"DONE"_s;
    entry.text = u"Read back as quarantine-enter."_s;
    entry.registry = u"https://pypi.org"_s;
    return entry;
}

} // namespace

class TestEntry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyEntryComesBack_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("plain") << u"x"_s;
        QTest::newRow("long") << QString(200'000, u'é');
        QTest::newRow("127") << QString(127, u'a');
        QTest::newRow("128") << QString(128, u'a');
        QTest::newRow("NUL") << QString(QChar(0));
        QTest::newRow("half a pair") << QString(u"a"_s + QChar(0xD83D) + u"b"_s);
        QTest::newRow("byte order mark") << QString(QChar(0xFEFF) + u"a"_s);
        QTest::newRow("replacement") << u"\uFFFD"_s;
    }
    void everyEntryComesBack()
    {
        QFETCH(QString, text);
        LedgerEntry entry = full();
        entry.text = text;
        const Result<LedgerEntry> read = decode(encode(entry));
        CORDON_VERIFY(read);
        QVERIFY(*read == entry);
        const Result<LedgerEntry> bare = decode(encode(LedgerEntry{}));
        CORDON_VERIFY(bare);
        QVERIFY(*bare == LedgerEntry{});
    }

    void everyFieldCounts()
    {
        QSet<QByteArray> spellings{encode(full())};
        const auto differs = [&spellings](auto change) {
            LedgerEntry entry = full();
            change(entry);
            const bool isNew = !(entry == full()) && !spellings.contains(encode(entry));
            spellings.insert(encode(entry));
            return isNew && decode(encode(entry)).value_or(LedgerEntry{}) == entry;
        };
        QVERIFY(differs([](LedgerEntry& e) { e.kind = EntryKind::Dismissed; }));
        QVERIFY(differs([](LedgerEntry& e) { e.at += Microseconds(1); }));
        QVERIFY(differs([](LedgerEntry& e) { e.actor = u"NORA"_s; }));
        QVERIFY(differs([](LedgerEntry& e) { e.plan = Digest{}; }));
        QVERIFY(differs([](LedgerEntry& e) { e.run = 0; }));
        QVERIFY(differs([](LedgerEntry& e) { e.ordinal = -1; }));
        QVERIFY(differs([](LedgerEntry& e) { e.subject.kind = SubjectKind::Account; }));
        QVERIFY(differs([](LedgerEntry& e) { e.subject.key = u"x"_s; }));
        QVERIFY(differs([](LedgerEntry& e) { e.subject.name = u"x"_s; }));
        QVERIFY(differs([](LedgerEntry& e) { e.verb = 0; }));
        QVERIFY(differs([](LedgerEntry& e) { e.from.clear(); }));
        QVERIFY(differs([](LedgerEntry& e) { e.to.clear(); }));
        QVERIFY(differs([](LedgerEntry& e) { std::swap(e.from, e.to); }));
        QVERIFY(differs([](LedgerEntry& e) { e.text.clear(); }));
        QVERIFY(differs([](LedgerEntry& e) { e.registry.clear(); }));
        // What is cut from one field and put to the next is another entry.
        QVERIFY(differs([](LedgerEntry& e) {
            e.from = u"INTEN"_s;
            e.to = u"TDONE"_s;
        }));
    }

    void aByteThatChangesIsAnotherEntryOrNone()
    {
        const QByteArray good = encode(full());
        for (qsizetype i = 0; i < good.size(); ++i) {
            for (int value = 0; value < 256; ++value) {
                QByteArray bytes = good;
                bytes[i] = static_cast<char>(value);
                const Result<LedgerEntry> read = decode(bytes);
                QVERIFY(bytes == good || !read || !(*read == full()));
                QVERIFY(!read || encode(*read) == bytes);
            }
        }
    }

    void otherSpellingsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray good = encode(full());
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("version alone") << good.first(1);
        QTest::newRow("newer version") << QByteArray("\2\1", 2);
        QTest::newRow("unknown kind") << QByteArray("\1\7", 2);
        QTest::newRow("no kind") << QByteArray("\1\0", 2);
        QTest::newRow("trailing byte") << QByteArray(good + '\0');
        QTest::newRow("cut") << good.chopped(1);
        QTest::newRow("unknown tag") << QByteArray("\1\1\x0e\1a", 5);
        QTest::newRow("wrong order") << QByteArray("\1\1\x0b\1a\x0a\1b", 8);
        QTest::newRow("repeat") << QByteArray("\1\1\x0a\1a\x0a\1a", 8);
        QTest::newRow("written-out empty text") << QByteArray("\1\1\x0a\0", 4);
        QTest::newRow("written-out nothing") << QByteArray("\1\1\4\x8\0\0\0\0\0\0\0\0", 12);
        QTest::newRow("short number") << QByteArray("\1\1\4\1\1", 5);
        QTest::newRow("padded length") << QByteArray("\1\1\x0a\x81\0a", 6);
        QTest::newRow("endless length") << QByteArray("\1\1\x0a\xff\xff\xff\xff\xff\xff\xff\x7f", 11);
        QTest::newRow("length beyond the end") << QByteArray("\1\1\x0a\x7f"
                                                             "a",
                                                             5);
        QTest::newRow("length without end") << QByteArray("\1\1\x0a\x80", 4);
        QTest::newRow("bad UTF-8") << QByteArray("\1\1\x0a\1\xc3", 5);
        QTest::newRow("raw text where UTF-8 does") << QByteArray("\1\1\x0a\3\xff\0a", 7);
        QTest::newRow("half a unit") << QByteArray("\1\1\x0a\2\xff\0", 6);
        QTest::newRow("short digest") << QByteArray("\1\1\3\1a", 5);
        QTest::newRow("unknown verb") << QByteArray("\1\1\x9\1\x9", 5);
        QTest::newRow("unknown subject kind") << QByteArray("\1\1\6\1\x9", 5);
        QTest::newRow("wide verb") << QByteArray("\1\1\x9\2\1\1", 6);
    }
    void otherSpellingsAreRefused()
    {
        QFETCH(QByteArray, bytes);
        const Result<LedgerEntry> read = decode(bytes);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Integrity);
    }

    void kindsHaveWords()
    {
        QCOMPARE(word(EntryKind::RunStateChanged), u"run-state-changed"_s);
        QVERIFY(word(static_cast<EntryKind>(0)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestEntry)
#include "tst_entry.moc"
