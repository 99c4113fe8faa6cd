// SPDX-License-Identifier: Apache-2.0
#include "core/registry/warehouse/totp.h"
#include "tests/support/support.h"

using namespace cordon;
using namespace cordon::warehouse;
using namespace Qt::StringLiterals;

class TestTotp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void codesAreThoseOfTheRfc_data();
    void codesAreThoseOfTheRfc();
    void secretsAreReadAsProgramsShowThem_data();
    void secretsAreReadAsProgramsShowThem();
};

void TestTotp::codesAreThoseOfTheRfc_data()
{
    // RFC 6238, appendix B, SHA-1; the last six of its eight digits.
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("code");
    QTest::newRow("59") << qint64(59) << u"287082"_s;
    QTest::newRow("1111111109") << qint64(1111111109) << u"081804"_s;
    QTest::newRow("1111111111") << qint64(1111111111) << u"050471"_s;
    QTest::newRow("1234567890") << qint64(1234567890) << u"005924"_s;
    QTest::newRow("2000000000") << qint64(2000000000) << u"279037"_s;
    QTest::newRow("20000000000") << qint64(20000000000) << u"353130"_s;
}

void TestTotp::codesAreThoseOfTheRfc()
{
    QFETCH(qint64, seconds);
    const Instant at{std::chrono::seconds(seconds)};
    QTEST(totpCode("12345678901234567890", totpStep(at)), "code");
}

void TestTotp::secretsAreReadAsProgramsShowThem_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray rfc = "12345678901234567890";
    QTest::newRow("plain") << u"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"_s << rfc;
    QTest::newRow("grouped") << u"gezd gnbv gy3t qojq-GEZD-gnbv-gy3t-qojq"_s << rfc;
    QTest::newRow("padded") << u"MZXW6YQ="_s << QByteArray("foob");
    QTest::newRow("not base32") << u"GEZD0189"_s << QByteArray();
    QTest::newRow("empty") << u" "_s << QByteArray();
    QTest::newRow("too short") << u"A"_s << QByteArray();
    QTest::newRow("look-alike") << u"G\u0415ZD"_s << QByteArray();
}

void TestTotp::secretsAreReadAsProgramsShowThem()
{
    QFETCH(QString, text);
    QTEST(decodedSecret(text).value_or(QByteArray()), "bytes");
}

QTEST_GUILESS_MAIN(TestTotp)
#include "tst_totp.moc"
