// SPDX-License-Identifier: Apache-2.0
// OSV documents: reports of malicious packages become reports, nothing else does.
#include "tests/unit/ingest/reading.h"

#include <QBuffer>
#include <QDir>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

namespace {

Read osv(QByteArray bytes)
{
    Read read;
    QBuffer device(&bytes);
    device.open(QIODevice::ReadOnly);
    read.done = readOsv(device, u"in.json"_s, read.sink());
    return read;
}

} // namespace

class TstOsv : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsTheSamples()
    {
        CORDON_NEEDS_SHARED(folder, "osv-samples");
        const QStringList names = QDir(folder).entryList({u"*.json"_s}, QDir::Files, QDir::Name);
        QCOMPARE(names.size(), 23);
        int reports = 0;
        for (const QString& name : names) {
            const Read read = osv(readAll(folder + u'/' + name));
            CORDON_VERIFY(read.done);
            QCOMPARE(read.refusals(), QStringList());
            QCOMPARE(read.records.size(), std::size_t(name.startsWith(u"withdrawn"_s) ? 0 : 1));
            reports += static_cast<int>(read.records.size());
        }
        QCOMPARE(reports, 21);
    }

    void takesWhatTheReportSays()
    {
        const Read read = osv(json(
            "{'id':'MAL-2025-1','modified':'2025-06-12T00:00:00Z','published':'2025-06-11T10:17:00Z',"
            "'summary':'Malicious code in a (PyPI)','credits':[{'name':'Some Lab','type':'FINDER'}],"
            "'references':[{'type':'WEB','url':'https://lab.example/x'}],"
            "'affected':[{'package':{'ecosystem':'PyPI','name':'A.b'}},{'package':{'ecosystem':'PyPI','name':'a-b'}},"
            "{'package':{'ecosystem':'npm','name':'c'}},{'package':{'ecosystem':'PyPI','name':'d'}}]}"));
        CORDON_VERIFY(read.done);
        QCOMPARE(read.refusals(), QStringList());
        QCOMPARE(read.records.size(), std::size_t(2));
        const Report& report = read.at<Report>(0);
        QCOMPARE(report.project, u"A.b"_s);
        QVERIFY(report.username.isEmpty());
        QCOMPARE(report.observer, u"Some Lab"_s);
        QCOMPARE(report.kind, u"is_malware"_s);
        QCOMPARE(report.trusted, std::nullopt);
        QCOMPARE(formatInstant(report.created), u"2025-06-11T10:17:00Z"_s);
        QCOMPARE(report.summary, u"MAL-2025-1: Malicious code in a (PyPI)"_s);
        QCOMPARE(report.url, u"https://lab.example/x"_s);
        QCOMPARE(read.at<Report>(1).project, u"d"_s);
    }

    void isLenientWhereMembersAreMissing()
    {
        const Read byAlias = osv(json("{'id':'GHSA-1','aliases':['MAL-2025-1'],'modified':'2025-06-12T00:00:00Z', "
                                      "'affected':[{'package':{'ecosystem':'PyPI','name':'a'}}]}"));
        QCOMPARE(byAlias.refusals(), QStringList());
        QCOMPARE(byAlias.at<Report>(0).observer, u"OSV"_s);
        QCOMPARE(formatInstant(byAlias.at<Report>(0).created), u"2025-06-12T00:00:00Z"_s);

        const Read byOrigin = osv(json("{'id':'X-1','modified':'2025-06-12T00:00:00Z', "
                                       "'database_specific':{'malicious-packages-origins':[{'source':'some-lab'}]}, "
                                       "'affected':[{'package':{'ecosystem':'PyPI','name':'a'}}]}"));
        QCOMPARE(byOrigin.at<Report>(0).observer, u"some-lab"_s);
    }

    void makesNothingOfOtherEcosystemsAndWithdrawnReports()
    {
        for (const QByteArray& text : {json("{'id':'MAL-1','modified':'2025-06-12T00:00:00Z','affected':[{'package':{'"
                                            "ecosystem':'npm','name':'a'}}]}"),
                                       json("{'id':'MAL-1','modified':'2025-06-12T00:00:00Z','withdrawn':'2025-06-"
                                            "13T00:00:00Z', 'affected':[{'package':{'ecosystem':'PyPI','name':'a'}}]}"),
                                       json("{'id':'MAL-1','modified':'2025-06-12T00:00:00Z'}")}) {
            const Read read = osv(text);
            CORDON_VERIFY(read.done);
            QVERIFY(read.records.empty());
            QVERIFY(read.rejected.empty());
        }
    }

    void refusesWithAPlaceAndAReason_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("refusal");
        QTest::newRow("no JSON") << QByteArray("{\n  \"id\": }") << u"2:10 is no JSON: "_s;
        QTest::newRow("cut short") << QByteArray("{\"id\":\"MAL-1\"") << u"1:"_s;
        QTest::newRow("broken UTF-8") << QByteArray("{\"id\":\"\xFF\"}") << u"1:"_s;
        QTest::newRow("other JSON") << QByteArray("[1]") << u"1:0 is no OSV report"_s;
        QTest::newRow("a vulnerability") << (json("{'id':'PYSEC-1','modified':'2025-06-12T00:00:00Z', "
                                                  "'affected':[{'package':{'ecosystem':'PyPI','name':'django'}}]}"))
                                         << u"1:0 is a report of a vulnerability, not of a malicious package"_s;
        QTest::newRow("bad time")
            << (json("{'id':'MAL-1','modified':'soon', 'affected':[{'package':{'ecosystem':'PyPI','name':'a'}}]}"))
            << u"1:0 its time \"soon\" cannot be read"_s;
        QTest::newRow("bad name") << (json("{'id':'MAL-1','modified':'2025-06-12T00:00:00Z', "
                                           "'affected':[{'package':{'ecosystem':'PyPI','name':'<b>\\u202e'}}]}"))
                                  << u"1:0 affected: \"<b>⟦U+202E⟧\" is not a project name"_s;
        QTest::newRow("NUL") << (json("{'id':'MAL-1','modified':'2025-06-12T00:00:00Z','summary':'\\u0000', "
                                      "'affected':[{'package':{'ecosystem':'PyPI','name':'a'}}]}"))
                             << u"1:0 holds a NUL character"_s;
    }
    void refusesWithAPlaceAndAReason()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, refusal);
        const Read read = osv(bytes);
        CORDON_VERIFY(read.done);
        QVERIFY(read.records.empty());
        QCOMPARE(read.refusals().size(), 1);
        QVERIFY2(read.refusals().front().startsWith(refusal), qPrintable(read.refusals().front()));
    }

    void refusesTheWholeFileWhereItIsEmptyOrHuge()
    {
        QCOMPARE(osv("").done.error().kind, ErrorKind::BadInput);
        QCOMPARE(osv(" \n").done.error().kind, ErrorKind::BadInput);
        QCOMPARE(osv(QByteArray(17 * 1024 * 1024, ' ')).done.error().kind, ErrorKind::BadInput);
        Read read;
        BrokenDevice broken;
        QCOMPARE(readOsv(broken, u"in.json"_s, read.sink()).error().kind, ErrorKind::Io);
    }
};

QTEST_GUILESS_MAIN(TstOsv)
#include "tst_osv.moc"
