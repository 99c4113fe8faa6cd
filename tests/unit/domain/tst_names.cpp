// SPDX-License-Identifier: Apache-2.0
#include "core/domain/names.h"
#include "tests/support/support.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

using namespace cordon;
using namespace Qt::StringLiterals;

class TestNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void projectNamesFollowPep503_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("key");
        QTest::newRow("plain") << u"requests"_s << u"requests"_s;
        QTest::newRow("case") << u"PyYAML"_s << u"pyyaml"_s;
        QTest::newRow("runs") << u"zope.-_interface"_s << u"zope-interface"_s;
        QTest::newRow("ends") << u"_x_"_s << u"-x-"_s;
        QTest::newRow("Kelvin sign is no k") << u"\u212A"_s << u"\u212A"_s;
        QTest::newRow("empty") << QString() << QString();
    }
    void projectNamesFollowPep503()
    {
        QFETCH(QString, name);
        QFETCH(QString, key);
        QCOMPARE(normalizedProject(name), key);
        QCOMPARE(normalizedProject(key), key);
    }

    void grammarOfNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("project");
        QTest::addColumn<bool>("user");
        QTest::newRow("plain") << u"amberzephyr3974"_s << true << true;
        QTest::newRow("inner signs") << u"a.b_c-d"_s << true << true;
        QTest::newRow("one letter") << u"x"_s << true << true;
        QTest::newRow("empty") << u""_s << false << false;
        QTest::newRow("leading sign") << u"-rf"_s << false << false;
        QTest::newRow("trailing sign") << u"x."_s << false << false;
        QTest::newRow("traversal") << u"../users/victim/freeze"_s << false << false;
        QTest::newRow("other host") << u"//evil.test"_s << false << false;
        QTest::newRow("Cyrillic") << u"рурі"_s << false << false;
        QTest::newRow("digit of another script") << u"a\u0661"_s << false << false;
        QTest::newRow("NUL") << QString(u"a"_s + QChar(0) + u"b"_s) << false << false;
        QTest::newRow("50") << QString(50, u'a') << true << true;
        QTest::newRow("51") << QString(51, u'a') << true << false;
    }
    void grammarOfNames()
    {
        QFETCH(QString, name);
        QTEST(isProjectName(name), "project");
        QTEST(isUserName(name), "user");
    }

    void userNamesFoldCase()
    {
        QCOMPARE(foldedUser(u"AmberZephyr3974"), u"amberzephyr3974"_s);
        QCOMPARE(foldedUser(u"\u212Aim"), u"\u212Aim"_s); // not somebody else's "kim"
    }

    void registrableDomains_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("domain");
        QTest::newRow("address") << u"zzfx.a@inbox.ru"_s << u"inbox.ru"_s;
        QTest::newRow("case") << u"zzfx.a@Inbox.RU"_s << u"inbox.ru"_s;
        QTest::newRow("host") << u"inbox.ru"_s << u"inbox.ru"_s;
        QTest::newRow("final dot") << u"inbox.ru."_s << u"inbox.ru"_s;
        QTest::newRow("blanks") << u"  a@inbox.ru "_s << u"inbox.ru"_s;
        QTest::newRow("sub-domain") << u"a@cs.zzfx-uni.ac.uk"_s << u"zzfx-uni.ac.uk"_s;
        QTest::newRow("two at signs") << u"\"a@b\"@mail.example.com"_s << u"example.com"_s;
        QTest::newRow("private suffix does not count") << u"a@someone.github.io"_s << u"github.io"_s;
        QTest::newRow("suffix itself") << u"a@co.uk"_s << u"co.uk"_s;
        QTest::newRow("single label") << u"root@localhost"_s << u"localhost"_s;
        QTest::newRow("look-alike") << u"a@inbox.ru.zzfx-evil.com"_s << u"zzfx-evil.com"_s;
        QTest::newRow("unknown top") << u"a@b.c.zzfxnotld"_s << u"c.zzfxnotld"_s;
        QTest::newRow("wildcard rule") << u"a@b.c.d.ck"_s << u"c.d.ck"_s;
        QTest::newRow("exception rule") << u"a@x.www.ck"_s << u"www.ck"_s;
        QTest::newRow("IDN, Unicode") << u"a@zzfx-пример.рф"_s << u"xn--zzfx--3weu6azakd.xn--p1ai"_s;
        QTest::newRow("IDN, capitals") << u"a@Mail.ZZFX-ПРИМЕР.РФ"_s << u"xn--zzfx--3weu6azakd.xn--p1ai"_s;
        QTest::newRow("IDN, A-label") << u"a@XN--zzfx--3weu6azakd.xn--p1ai"_s << u"xn--zzfx--3weu6azakd.xn--p1ai"_s;
        QTest::newRow("ideographic dot") << u"a@例え\u3002jp"_s << u"xn--r8jz45g.jp"_s;
        QTest::newRow("sharp s") << u"a@straße.de"_s << u"xn--strae-oqa.de"_s;
        QTest::newRow("circled letters") << u"a@ⓟⓨⓟⓘ.org"_s << u"pypi.org"_s;
    }
    void registrableDomains()
    {
        QFETCH(QString, text);
        const Result<QString> found = registrableDomain(text);
        CORDON_VERIFY(found);
        QTEST(*found, "domain");
        QCOMPARE(registrableDomain(*found).value_or(QString()), *found);
    }

    void whatIsNoMailDomain_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << u""_s;
        QTest::newRow("no host") << u"a@"_s;
        QTest::newRow("blank host") << u"a@  "_s;
        QTest::newRow("IPv4") << u"a@192.0.2.1"_s;
        QTest::newRow("literal") << u"a@[192.0.2.1]"_s;
        QTest::newRow("blank inside") << u"a@in box.ru"_s;
        QTest::newRow("empty label") << u"a@inbox..ru"_s;
        QTest::newRow("leading dot") << u"a@.ru"_s;
        QTest::newRow("hyphen first") << u"a@-x.ru"_s;
        QTest::newRow("hyphen last") << u"a@x-.ru"_s;
        QTest::newRow("slash") << u"a@x/y.ru"_s;
        QTest::newRow("line break") << u"a@x\n.ru"_s;
        QTest::newRow("NUL") << QString(u"a@x"_s + QChar(0) + u".ru"_s);
        QTest::newRow("bad A-label") << u"a@xn--zzzzzzzzzzz99999.ru"_s;
        QTest::newRow("bidi control") << u"a@x\u202Ey.ru"_s;
        QTest::newRow("half a pair") << QString(u"a@"_s + QChar(0xD800) + u".ru"_s);
        QTest::newRow("long label") << QString(u"a@"_s + QString(64, u'x') + u".ru"_s);
        QTest::newRow("long host") << QString(u"a@"_s + u"xx."_s.repeated(84) + u"ru"_s);
        QTest::newRow("megabytes") << QString(u"a@"_s + QString(5'000'000, u'é') + u".ru"_s);
    }
    void whatIsNoMailDomain()
    {
        QFETCH(QString, text);
        const Result<QString> found = registrableDomain(text);
        QVERIFY2(!found, qPrintable(found.value_or(QString())));
        QCOMPARE(found.error().kind, ErrorKind::BadInput);
        QVERIFY(!found.error().what.isEmpty());
        QVERIFY(found.error().sentence().size() < 400);
    }

    void mailboxKeys_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("key");
        QTest::newRow("case") << u"Ann@Example.COM"_s << u"ann@example.com"_s;
        QTest::newRow("sub-address") << u"ann+pypi+2@example.com"_s << u"ann@example.com"_s;
        QTest::newRow("dots count elsewhere") << u"a.nn@example.com"_s << u"a.nn@example.com"_s;
        QTest::newRow("gmail dots") << u"a.n.n@gmail.com"_s << u"ann@gmail.com"_s;
        QTest::newRow("googlemail") << u"A.nn+x@GoogleMail.com"_s << u"ann@gmail.com"_s;
        QTest::newRow("nothing before plus") << u"+ann@example.com"_s << u"+ann@example.com"_s;
        QTest::newRow("no host") << u"Ann"_s << u"ann"_s;
        QTest::newRow("bad host") << u"Ann@In Valid"_s << u"ann@in valid"_s;
        QTest::newRow("IDN") << u"a@ПРИМЕР.рф"_s << u"a@xn--e1afmkfd.xn--p1ai"_s;
    }
    void mailboxKeys()
    {
        QFETCH(QString, address);
        QTEST(mailboxKey(address), "key");
    }

    void addressesAreMasked_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << u"nora@inbox.ru"_s << u"n…@inbox.ru"_s;
        QTest::newRow("one letter") << u"n@inbox.ru"_s << u"n…@inbox.ru"_s;
        QTest::newRow("quoted at") << u"\"a@b\"@inbox.ru"_s << u"\"…@inbox.ru"_s;
        QTest::newRow("no host") << u"secret"_s << u"s…"_s;
        QTest::newRow("no local part") << u"@inbox.ru"_s << u"…@inbox.ru"_s;
        QTest::newRow("pair") << u"\U0001F600x@inbox.ru"_s << u"\U0001F600…@inbox.ru"_s;
        QTest::newRow("empty") << u""_s << u""_s;
    }
    void addressesAreMasked()
    {
        QFETCH(QString, address);
        QTEST(maskedAddress(address), "shown");
    }

    void theCampaignFoldsTo79Groups()
    {
        CORDON_NEEDS_SHARED(accounts, "inboxru-recon/accounts.csv");
        CORDON_NEEDS_SHARED(truth, "inboxru-recon/expected.json");
        QHash<QString, int> groups;
        const QList<QByteArray> lines = test::readAll(accounts).split('\n');
        const auto column = lines.first().trimmed().split(',').indexOf("email");
        QVERIFY(column > 0);
        for (qsizetype i = 1; i < lines.size(); ++i) {
            if (lines[i].trimmed().isEmpty()) {
                continue;
            }
            const QString email = QString::fromUtf8(lines[i].split(',').value(column));
            const Result<QString> domain = registrableDomain(email);
            CORDON_VERIFY(domain);
            ++groups[*domain];
        }
        const QJsonObject expected = QJsonDocument::fromJson(test::readAll(truth)).object();
        QCOMPARE(groups.size(), qsizetype{expected["groups_by_registrable_domain"_L1].toInt()});
        QCOMPARE(groups[u"gmail.com"_s], 309);
        QCOMPARE(groups[u"inbox.ru"_s], 275);
        QCOMPARE(groups[u"github.io"_s], 2);
        QVERIFY(groups[u"xn--zzfx--3weu6azakd.xn--p1ai"_s] >= 2);
    }
};

QTEST_GUILESS_MAIN(TestNames)
#include "tst_names.moc"
