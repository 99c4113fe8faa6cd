// SPDX-License-Identifier: Apache-2.0
// What a filter is made of and how it is answered, asked of the real program on the built-in data.
#include "tests/cli/campaign.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

class TestFacets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_ctl = std::make_unique<Ctl>(m_folder.filePath(u"workspace"_s));
        for (const QStringList& step :
             {QStringList{u"init"_s}, QStringList{u"import"_s, sourceFile(u"resources/demo"_s)}}) {
            CORDON_ENDED((*m_ctl)(step), 0);
        }
    }

    void everyValueCountsWhatItsTermKeeps_data()
    {
        QTest::addColumn<QString>("of");
        QTest::addColumn<QString>("filter");
        QTest::newRow("accounts") << u"accounts"_s << u"kind:account"_s;
        QTest::newRow("flagged projects") << u"projects"_s << u"flagged"_s;
        QTest::newRow("uploads") << u"uploads"_s << u"-protected"_s;
    }
    void everyValueCountsWhatItsTermKeeps()
    {
        QFETCH(QString, of);
        QFETCH(QString, filter);
        const Ran ran = m_ctl->json({u"facets"_s, u"--of"_s, of, QString(u"--where=" + filter), u"--limit"_s, u"3"_s});
        CORDON_ENDED(ran, 0);
        const QJsonArray facets = ran.json()["facets"_L1].toArray();
        QStringList fields;
        for (const QJsonValue& facet : facets) {
            fields << facet["field"_L1].toString();
            const QJsonObject first = facet["values"_L1].toArray().at(0).toObject();
            if (first.isEmpty()) {
                continue;
            }
            const QString with = filter + u' ' + first["include"_L1].toString();
            const Ran kept = m_ctl->json({u"explain"_s, u"--of"_s, of, u"--"_s, with});
            CORDON_ENDED(kept, 0);
            const QJsonObject table = kept.json()["tables"_L1].toArray().at(0).toObject();
            QCOMPARE(table["of"_L1].toString(), of);
            QCOMPARE(table["rows"_L1].toInt(), first["count"_L1].toInt());
        }
        QVERIFY(fields.contains(u"domain"_s) && fields.contains(u"state"_s) && fields.contains(u"hour"_s));
        QCOMPARE(fields.contains(u"empty"_s), of != u"accounts"_s);
    }

    void explainSaysHowEachTermIsAnswered()
    {
        const Ran ran = m_ctl->json({u"explain"_s, u"domain:inbox.ru -name:/(a+)+$/ joined:2025-06-09"_s});
        CORDON_ENDED(ran, 0);
        const QJsonArray tables = ran.json()["tables"_L1].toArray();
        QCOMPARE(tables.size(), 3);
        QStringList answers;
        for (const QJsonValue& term : tables.at(0)["terms"_L1].toArray()) {
            answers << term["answered_by"_L1].toString();
            QVERIFY(!term["words"_L1].toString().isEmpty());
        }
        QCOMPARE(answers, (QStringList{u"domain-range"_s, u"pattern-scan"_s, u"time-search"_s}));
        const Ran text = (*m_ctl)({u"explain"_s, u"domain:inbox.ru"_s});
        CORDON_ENDED(text, 0);
        QVERIFY(text.out.contains("domain ranges"));
    }

    void rowsOnWhichAPatternGivesUpAreShownAndCounted()
    {
        const QString file = m_folder.filePath(u"slow.csv"_s);
        writeAll(file, "username,email,date_joined\n" + QByteArray(40, 'a') +
                           "b,x@uni.edu,2025-06-09\nplain,y@uni.edu,2025-06-09\n");
        const QString folder = m_folder.filePath(u"slow"_s);
        const Ctl ctl(folder);
        QVERIFY(QDir().mkpath(m_folder.filePath(u"files"_s)));
        QVERIFY(QFile::rename(file, m_folder.filePath(u"files/accounts.csv"_s)));
        CORDON_ENDED(ctl({u"init"_s}), 0);
        CORDON_ENDED(ctl({u"import"_s, m_folder.filePath(u"files"_s)}), 0);
        const Ran ran = ctl.json({u"list"_s, u"--of"_s, u"accounts"_s, u"--where"_s, u"name:/(a+)+$/"_s});
        CORDON_ENDED(ran, 0);
        QCOMPARE(ran.json()["rows"_L1].toArray().size(), 1);
        QVERIFY(ran.err.contains("gave up on some rows (1)"));
    }

    void aBadFilterChangesNothing_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("explain") << QStringList{u"explain"_s, u"domain:inbox.ru name:/(/"_s};
        QTest::newRow("facets") << QStringList{u"facets"_s, u"--of"_s, u"accounts"_s, u"--where"_s, u"name:/(/"_s};
        QTest::newRow("campaign") << QStringList{u"explain"_s, u"campaign:1"_s};
        QTest::newRow("similar") << QStringList{u"explain"_s, u"similar:x"_s};
        QTest::newRow("selection") << QStringList{u"explain"_s, u"in:nowhere"_s};
    }
    void aBadFilterChangesNothing()
    {
        QFETCH(QStringList, arguments);
        const Ran ran = m_ctl->json(arguments);
        CORDON_ENDED(ran, 3);
        QVERIFY(ran.err.contains("At character "));
        QVERIFY(ran.out.isEmpty());
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Ctl> m_ctl;
};

QTEST_GUILESS_MAIN(TestFacets)
#include "tst_facets.moc"
