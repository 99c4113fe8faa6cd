// SPDX-License-Identifier: Apache-2.0
#include "core/domain/canonical_json.h"
#include "core/domain/digest.h"
#include "core/domain/ids.h"
#include "core/domain/instant.h"
#include "tests/support/support.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <limits>
#include <thread>
#include <unordered_set>

using namespace cordon;
using namespace Qt::StringLiterals;

class TestEncodings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void idsKnowNone()
    {
        QVERIFY(!AccountId{}.valid());
        QVERIFY(AccountId{1}.valid());
        QVERIFY(AccountId{1} < AccountId{2});
        const std::unordered_set<ProjectId> set{ProjectId{1}, ProjectId{1}, ProjectId{2}};
        QCOMPARE(set.size(), 2U);
    }

    void digestsAreSha256()
    {
        QCOMPARE(hex(sha256("")), u"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"_s);
        QCOMPARE(hex(sha256("abc")), u"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"_s);
        Digest other{};
        std::thread([&other] { other = sha256("abc"); }).join();
        QCOMPARE(other, sha256("abc"));
    }

    void hexGoesBothWays()
    {
        const Digest digest = sha256("x");
        QCOMPARE(digestFromHex(hex(digest)), std::optional(digest));
        QVERIFY(!digestFromHex(hex(digest).toUpper()));
        QVERIFY(!digestFromHex(hex(digest).chopped(1)));
        QVERIFY(!digestFromHex(QString(hex(digest) + u'0')));
        QVERIFY(!digestFromHex(QString(64, u'g')));
    }

    void theChainLinksWhatItSays()
    {
        const Digest previous = sha256("before");
        QByteArray preimage("\0cordon/ledger/v1\0\0\0\0\0\0\1\2", 25);
        for (const std::byte b : previous) {
            preimage += static_cast<char>(b);
        }
        preimage += "entry";
        QCOMPARE(chainLink(0x102, previous, "entry"), sha256(preimage));
        QVERIFY(chainLink(0x103, previous, "entry") != chainLink(0x102, previous, "entry"));
    }

    void canonicalJsonHasOneSpelling_data()
    {
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("null") << QJsonValue() << "null"_ba;
        QTest::newRow("undefined") << QJsonValue(QJsonValue::Undefined) << "null"_ba;
        QTest::newRow("true") << QJsonValue(true) << "true"_ba;
        QTest::newRow("false") << QJsonValue(false) << "false"_ba;
        QTest::newRow("whole double") << QJsonValue(12.0) << "12"_ba;
        QTest::newRow("minus nothing") << QJsonValue(-0.0) << "0"_ba;
        QTest::newRow("big") << QJsonValue(std::numeric_limits<qint64>::max()) << "9223372036854775807"_ba;
        QTest::newRow("small") << QJsonValue(std::numeric_limits<qint64>::min()) << "-9223372036854775808"_ba;
        QTest::newRow("fraction") << QJsonValue(0.1) << "0.1"_ba;
        QTest::newRow("no number") << QJsonValue(std::numeric_limits<double>::quiet_NaN()) << "null"_ba;
        QTest::newRow("text") << QJsonValue(u"é\"\\\n\t\r\b\f\u0001/"_s)
                              << "\"\xC3\xA9\\\"\\\\\\n\\t\\r\\b\\f\\u0001/\""_ba;
        QTest::newRow("pair") << QJsonValue(u"\U0001F600"_s) << "\"\xF0\x9F\x98\x80\""_ba;
        QTest::newRow("half") << QJsonValue(QString(QChar(0xD83D))) << "\"\\ud83d\""_ba;
        QTest::newRow("other half") << QJsonValue(QString(QChar(0xDE00))) << "\"\\ude00\""_ba;
        QTest::newRow("array") << QJsonValue(QJsonArray{1, u"a"_s, QJsonArray{}}) << "[1,\"a\",[]]"_ba;
        QTest::newRow("object") << QJsonValue(QJsonObject{{u"b"_s, 1}, {u"a"_s, QJsonObject{}}, {u"a!"_s, 2}})
                                << "{\"a\":{},\"a!\":2,\"b\":1}"_ba;
        QTest::newRow("code points, not units") << QJsonValue(QJsonObject{{u"\U0001F600"_s, 1}, {u"\uFF21"_s, 2}})
                                                << "{\"\xEF\xBC\xA1\":2,\"\xF0\x9F\x98\x80\":1}"_ba;
    }
    void canonicalJsonHasOneSpelling()
    {
        QFETCH(QJsonValue, value);
        QTEST(canonicalJson(value), "bytes");
    }

    void canonicalJsonIsStable()
    {
        QJsonObject object;
        for (int i = 0; i < 200; ++i) {
            object.insert(QString(QChar(static_cast<char16_t>(33 + i * 331))) + QString::number(i),
                          QJsonArray{i, u"\u2028"_s, QJsonObject{{u"z"_s, i}, {u"y"_s, true}}});
        }
        const QByteArray once = canonicalJson(object);
        const QJsonDocument read = QJsonDocument::fromJson(once);
        QVERIFY(read.isObject());
        QCOMPARE(canonicalJson(read.object()), once);
    }

    void instantsAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("UTC") << u"2025-06-11T10:17:00Z"_s << u"2025-06-11T10:17:00Z"_s;
        QTest::newRow("offset") << u"2025-06-11T10:17:00+03:00"_s << u"2025-06-11T07:17:00Z"_s;
        QTest::newRow("negative offset") << u"2025-06-11T23:17:00-05:30"_s << u"2025-06-12T04:47:00Z"_s;
        QTest::newRow("fraction") << u"2025-06-11T10:17:00.25Z"_s << u"2025-06-11T10:17:00.250000Z"_s;
        QTest::newRow("microseconds") << u"2025-06-11T10:17:00.000001Z"_s << u"2025-06-11T10:17:00.000001Z"_s;
        QTest::newRow("nanoseconds") << u"2025-06-11T10:17:00.123456789Z"_s << u"2025-06-11T10:17:00.123456Z"_s;
        QTest::newRow("small letters") << u"2025-06-11t10:17:00z"_s << u"2025-06-11T10:17:00Z"_s;
        QTest::newRow("blank") << u"2025-06-11 10:17:00Z"_s << u"2025-06-11T10:17:00Z"_s;
        QTest::newRow("day") << u"2025-06-11"_s << u"2025-06-11T00:00:00Z"_s;
        QTest::newRow("leap day") << u"2024-02-29"_s << u"2024-02-29T00:00:00Z"_s;
        QTest::newRow("first") << u"2000-01-01T00:00:00Z"_s << u"2000-01-01T00:00:00Z"_s;
        QTest::newRow("last") << u"2100-12-31T23:59:59Z"_s << u"2100-12-31T23:59:59Z"_s;
    }
    void instantsAreRead()
    {
        QFETCH(QString, text);
        const std::optional<Instant> at = parseInstant(text);
        QVERIFY(at);
        QTEST(formatInstant(*at), "shown");
        QCOMPARE(parseInstant(formatInstant(*at)), at);
    }

    void whatIsNoInstant_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"",
                                 "x",
                                 "2025",
                                 "2025-6-11",
                                 "2025-02-29",
                                 "2025-13-01",
                                 "2025-00-01",
                                 "2025-06-11T10:17:00",
                                 "2025-06-11T10:17Z",
                                 "2025-06-11T24:00:00Z",
                                 "2025-06-11T10:60:00Z",
                                 "2025-06-11T10:17:60Z",
                                 "2025-06-11T10:17:00.Z",
                                 "2025-06-11T10:17:00.1234567890Z",
                                 "2025-06-11T10:17:00+3:00",
                                 "2025-06-11T10:17:00+24:00",
                                 "2025-06-11T10:17:00+03:60",
                                 "2025-06-11T10:17:00Zx",
                                 "1999-12-31",
                                 "2101-01-01",
                                 "2000-01-01T00:00:00+01:00",
                                 "99999-01-01",
                                 "2025-06-11Z",
                                 " 2025-06-11"}) {
            QTest::newRow(text) << QString::fromLatin1(text);
        }
        QTest::newRow("other digits") << u"２０２５-06-11"_s;
    }
    void whatIsNoInstant()
    {
        QFETCH(QString, text);
        QVERIFY(!parseInstant(text));
    }

    void instantsAreShownAndRounded()
    {
        const Instant at = parseInstant(u"2025-06-11T10:17:42.5Z").value_or(Instant{});
        QCOMPARE(formatDay(at), u"2025-06-11"_s);
        QCOMPARE(formatMinute(at), u"2025-06-11 10:17"_s);
        QCOMPARE(formatInstant(startOfHour(at)), u"2025-06-11T10:00:00Z"_s);
        QCOMPARE(formatInstant(startOfDay(at)), u"2025-06-11T00:00:00Z"_s);
        QCOMPARE(formatInstant(startOfWeek(at)), u"2025-06-09T00:00:00Z"_s);
        QCOMPARE(startOfWeek(startOfWeek(at)), startOfWeek(at));
        QCOMPARE(formatInstant(Instant{} - std::chrono::seconds(1)), u"1969-12-31T23:59:59Z"_s);
        QVERIFY(systemNow() > at);
    }
};

QTEST_GUILESS_MAIN(TestEncodings)
#include "tst_encodings.moc"
