// SPDX-License-Identifier: Apache-2.0
#include "app/simulator/totp.h"
#include "tests/support/support.h"

using namespace cordon;
using namespace cordon::simulator;
using namespace Qt::StringLiterals;

class TestTotp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void codesAreThoseOfTheStandard_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("code");
        // RFC 6238, appendix B, the rows for SHA-1.
        QTest::newRow("1970") << qint64(59) << u"94287082"_s;
        QTest::newRow("2005") << qint64(1111111109) << u"07081804"_s;
        QTest::newRow("2005, next step") << qint64(1111111111) << u"14050471"_s;
        QTest::newRow("2009") << qint64(1234567890) << u"89005924"_s;
        QTest::newRow("2033") << qint64(2000000000) << u"69279037"_s;
        QTest::newRow("2603") << qint64(20000000000) << u"65353130"_s;
    }
    void codesAreThoseOfTheStandard()
    {
        QFETCH(qint64, seconds);
        QFETCH(QString, code);
        const Instant at{std::chrono::seconds(seconds)};
        QCOMPARE(hotp("12345678901234567890", totpStep(at), 8), code);
        QVERIFY(totpMatches("12345678901234567890", code.right(6), at));
    }

    void oneStepEitherWayIsAccepted()
    {
        const QByteArray secret = "12345678901234567890";
        const Instant now{std::chrono::seconds(1111111111)};
        const std::uint64_t step = totpStep(now);
        QVERIFY(totpMatches(secret, hotp(secret, step - 1), now));
        QVERIFY(totpMatches(secret, hotp(secret, step + 1), now));
        QVERIFY(!totpMatches(secret, hotp(secret, step - 2), now));
        QVERIFY(!totpMatches(secret, hotp(secret, step + 2), now));
    }

    void base32GoesThereAndBack_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        // RFC 4648, section 10, without padding.
        QTest::newRow("empty") << QByteArray() << QString();
        QTest::newRow("f") << QByteArray("f") << u"MY"_s;
        QTest::newRow("fo") << QByteArray("fo") << u"MZXQ"_s;
        QTest::newRow("foo") << QByteArray("foo") << u"MZXW6"_s;
        QTest::newRow("foob") << QByteArray("foob") << u"MZXW6YQ"_s;
        QTest::newRow("fooba") << QByteArray("fooba") << u"MZXW6YTB"_s;
        QTest::newRow("foobar") << QByteArray("foobar") << u"MZXW6YTBOI"_s;
        QTest::newRow("high bits") << QByteArray("\xff\x80\xfe", 3) << u"76AP4"_s;
    }
    void base32GoesThereAndBack()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        QCOMPARE(base32(bytes), text);
        const auto back = fromBase32(text);
        QVERIFY(back);
        QCOMPARE(*back, bytes);
    }

    void otherLettersAreNoBase32()
    {
        QVERIFY(!fromBase32(u"MZXW1"_s));
        QVERIFY(!fromBase32(u"mzxw"_s));
    }
};

QTEST_GUILESS_MAIN(TestTotp)
#include "tst_totp.moc"
