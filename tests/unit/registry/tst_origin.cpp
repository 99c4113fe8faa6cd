// SPDX-License-Identifier: Apache-2.0
#include "core/registry/transport.h"
#include "core/registry/warehouse/routes.h"
#include "tests/support/support.h"

#include <QRandomGenerator>

using namespace cordon;
using namespace cordon::warehouse;
using namespace Qt::StringLiterals;

class TestOrigin : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anOriginHasOneSpelling_data();
    void anOriginHasOneSpelling();
    void whatIsNoOriginIsRefused_data();
    void whatIsNoOriginIsRefused();
    void loopbackIsKnown_data();
    void loopbackIsKnown();
    void anAddressKeepsItsPlace();
    void noNameLeavesItsPlace();
    void placesOnOtherOriginsAreNone_data();
    void placesOnOtherOriginsAreNone();
    void formsAreEncoded();
};

void TestOrigin::anOriginHasOneSpelling_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("origin");
    QTest::newRow("plain") << u"https://pypi.org"_s << u"https://pypi.org"_s;
    QTest::newRow("slash") << u"https://pypi.org/"_s << u"https://pypi.org"_s;
    QTest::newRow("case") << u"HTTPS://PyPI.org"_s << u"https://pypi.org"_s;
    QTest::newRow("default port") << u"https://pypi.org:443"_s << u"https://pypi.org"_s;
    QTest::newRow("default port and slash") << u"http://localhost:80/"_s << u"http://localhost"_s;
    QTest::newRow("port") << u"http://127.0.0.1:8080"_s << u"http://127.0.0.1:8080"_s;
    QTest::newRow("the other scheme's port") << u"https://pypi.org:80"_s << u"https://pypi.org:80"_s;
    QTest::newRow("IPv6") << u"http://[::1]:8080"_s << u"http://[::1]:8080"_s;
    QTest::newRow("A-label") << u"https://xn--80ak6aa92e.com"_s << u"https://xn--80ak6aa92e.com"_s;
    QTest::newRow("sub-domain") << u"https://test.pypi.org"_s << u"https://test.pypi.org"_s;
}

void TestOrigin::anOriginHasOneSpelling()
{
    QFETCH(QString, text);
    const auto origin = canonicalOrigin(text);
    CORDON_VERIFY(origin);
    QTEST(*origin, "origin");
    QCOMPARE(canonicalOrigin(*origin).value_or(QString()), *origin);
}

void TestOrigin::whatIsNoOriginIsRefused_data()
{
    QTest::addColumn<QString>("text");
    const QStringList bad{u""_s,
                          u" "_s,
                          u"pypi.org"_s,
                          u"//pypi.org"_s,
                          u"https:"_s,
                          u"https://"_s,
                          u"https:///"_s,
                          u"https:pypi.org"_s,
                          u"https:/pypi.org"_s,
                          u"https:evil.test"_s,
                          u"ftp://pypi.org"_s,
                          u"file:///etc/passwd"_s,
                          u"javascript:alert(1)"_s,
                          u"ssh://pypi.org"_s,
                          u"-h"_s,
                          u"--version"_s,
                          u"/etc/passwd"_s,
                          u"https://user@pypi.org"_s,
                          u"https://user:word@pypi.org"_s,
                          u"https://@pypi.org"_s,
                          u"https://pypi.org@evil.test"_s,
                          u"https://pypi.org/simple/"_s,
                          u"https://pypi.org//"_s,
                          u"https://pypi.org/?q"_s,
                          u"https://pypi.org?"_s,
                          u"https://pypi.org#x"_s,
                          u"https://pypi.org/#"_s,
                          u"https://pypi.org\\evil.test"_s,
                          u"https:\\\\pypi.org"_s,
                          u" https://pypi.org"_s,
                          u"https://pypi.org "_s,
                          u"https://py pi.org"_s,
                          u"https://pypi.org\n"_s,
                          u"https://pypi.org\t"_s,
                          u"https://pypi.org:0"_s,
                          u"https://pypi.org:65536"_s,
                          u"https://pypi.org:-1"_s,
                          u"https://pypi.org:x"_s,
                          u"https://pypi.org:"_s,
                          u"https://pypi.org:0443"_s,
                          u"https://.pypi.org"_s,
                          u"https://pypi.org."_s,
                          u"https://pypi..org"_s,
                          u"https://"_s + u"\u24df\u24e8\u24df\u24d8.org"_s,
                          u"https://\u0430\u0440\u0440\u04cf\u0435.com"_s,
                          u"https://pypi\u3002org"_s,
                          u"https://py\u200bpi.org"_s,
                          u"https://py%70i.org"_s,
                          u"https://pypi.org%2f@evil.test"_s,
                          u"http://127.1"_s,
                          u"http://0x7f.0.0.1"_s,
                          u"http://2130706433"_s,
                          u"http://[::1"_s,
                          u"http://[0:0:0:0:0:0:0:1]"_s,
                          u"https://<b>"_s,
                          u"https://a b"_s,
                          QString(u"https://pypi.org"_s).append(QChar(0))};
    for (qsizetype i = 0; i < bad.size(); ++i)
        QTest::addRow("%d %s", int(i), qPrintable(bad[i])) << bad[i];
}

void TestOrigin::whatIsNoOriginIsRefused()
{
    QFETCH(QString, text);
    const auto origin = canonicalOrigin(text);
    QVERIFY2(!origin, qPrintable(origin.value_or(QString())));
    QCOMPARE(origin.error().kind, ErrorKind::BadInput);
    QVERIFY(!origin.error().next.isEmpty());
}

void TestOrigin::loopbackIsKnown_data()
{
    QTest::addColumn<QString>("origin");
    QTest::addColumn<bool>("loopback");
    QTest::newRow("v4") << u"http://127.0.0.1:8080"_s << true;
    QTest::newRow("v4 net") << u"http://127.8.9.1"_s << true;
    QTest::newRow("v6") << u"http://[::1]:1"_s << true;
    QTest::newRow("name") << u"http://localhost"_s << true;
    QTest::newRow("not the name") << u"http://localhost.evil.test"_s << false;
    QTest::newRow("not the address") << u"http://127.0.0.1.evil.test"_s << false;
    QTest::newRow("elsewhere") << u"https://pypi.org"_s << false;
}

void TestOrigin::loopbackIsKnown()
{
    QFETCH(QString, origin);
    QTEST(isLoopback(origin), "loopback");
}

void TestOrigin::anAddressKeepsItsPlace()
{
    const auto url = addressOf(u"https://pypi.org"_s, {u"admin"_s, u"users"_s, u"a&b c"_s}, "q=x%25");
    CORDON_VERIFY(url);
    QCOMPARE(url->toEncoded(), "https://pypi.org/admin/users/a%26b%20c/?q=x%25");
    for (const QString& name : {u".."_s, u"."_s, QString()})
        QVERIFY(!addressOf(u"https://pypi.org"_s, {u"admin"_s, u"users"_s, name}));
}

void TestOrigin::noNameLeavesItsPlace()
{
    QStringList names{u"../users/victim/freeze"_s,
                      u"//evil.test/"_s,
                      u"..%2f..%2fx"_s,
                      u"%2e%2e"_s,
                      u"a/../b"_s,
                      u"?q=1"_s,
                      u"#x"_s,
                      u"a;b"_s,
                      u"\\..\\x"_s,
                      u"https://evil.test"_s,
                      u"@evil.test"_s,
                      u"%"_s,
                      u"%zz"_s,
                      u"\u202egpj"_s,
                      QString(QChar(0)),
                      QString(QChar(0xd800)),
                      u"..;"_s,
                      u".%2e"_s};
    QRandomGenerator random(20250611);
    for (int i = 0; i < 20'000; ++i) {
        QString name;
        const int length = 1 + int(random.bounded(12U));
        for (int j = 0; j < length; ++j)
            name += QChar(char16_t(random.bounded(8U) == 0 ? random.bounded(0x10000U) : random.bounded(0x80U)));
        names.append(name);
    }
    int made = 0;
    for (const QString& name : names) {
        const auto url = addressOf(u"https://pypi.org"_s, {u"admin"_s, u"users"_s, name, u"freeze"_s});
        if (!url)
            continue;
        ++made;
        const QByteArray wire = url->toEncoded();
        QVERIFY2(wire.startsWith("https://pypi.org/admin/users/") && wire.endsWith("/freeze/"), wire.constData());
        QCOMPARE(wire.count('/'), 7);
        QVERIFY2(!wire.contains("/../") && !wire.contains("/./") && !wire.contains('?') && !wire.contains('#'),
                 wire.constData());
        QCOMPARE(url->host(), u"pypi.org"_s);
        QCOMPARE(segmentsOf(*url)[2], name);
    }
    QVERIFY2(made > 10'000, qPrintable(QString::number(made)));
}

void TestOrigin::placesOnOtherOriginsAreNone_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QString>("place");
    QTest::newRow("path") << QByteArray("/admin/") << u"https://pypi.org/admin/"_s;
    QTest::newRow("absolute") << QByteArray("https://pypi.org/admin/x/?a=b") << u"https://pypi.org/admin/x/?a=b"_s;
    QTest::newRow("relative") << QByteArray("../two/") << u"https://pypi.org/admin/two/"_s;
    QTest::newRow("nothing") << QByteArray() << QString();
    QTest::newRow("other host") << QByteArray("https://evil.test/admin/") << QString();
    QTest::newRow("other host, no scheme") << QByteArray("//evil.test/admin/") << QString();
    QTest::newRow("other scheme") << QByteArray("http://pypi.org/admin/") << QString();
    QTest::newRow("other port") << QByteArray("https://pypi.org:444/admin/") << QString();
    QTest::newRow("user") << QByteArray("https://pypi.org@evil.test/") << QString();
    QTest::newRow("own host with a user") << QByteArray("https://me@pypi.org/") << QString();
    QTest::newRow("script") << QByteArray("javascript:alert(1)") << QString();
    QTest::newRow("garbage") << QByteArray("https://[") << QString();
}

void TestOrigin::placesOnOtherOriginsAreNone()
{
    QFETCH(QByteArray, location);
    QTEST(placeOf(u"https://pypi.org"_s, QUrl(u"https://pypi.org/admin/one/"_s), location).toString(), "place");
}

void TestOrigin::formsAreEncoded()
{
    QCOMPARE(formBody({{u"a"_s, u"1&2=3"_s}, {u"b c"_s, u"+ \u00e9"_s}, {u"d"_s, QString()}}),
             "a=1%262%3D3&b%20c=%2B%20%C3%A9&d=");
    QCOMPARE(formBody({}), QByteArray());
}

QTEST_GUILESS_MAIN(TestOrigin)
#include "tst_origin.moc"
