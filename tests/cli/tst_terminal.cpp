// SPDX-License-Identifier: Apache-2.0
// What somebody else wrote never steers the terminal it is shown on, and JSON still tells it whole.
#include "tests/support/program_runner.h"
#include "tests/support/support.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

namespace {

/// The first character that could steer a terminal or hide; empty where there is none.
QByteArray steering(const QByteArray& output)
{
    const QList<uint> codePoints = QString::fromUtf8(output).toUcs4();
    for (const uint codePoint : codePoints) {
        const QChar::Category category = QChar::category(codePoint);
        if (codePoint != '\n' && (category == QChar::Other_Control || category == QChar::Other_Format ||
                                  category == QChar::Separator_Line)) {
            return "U+" + QByteArray::number(codePoint, 16) + " in:\n" + output;
        }
    }
    return {};
}

const QString kHostile = u"\u001b[31m\u009b2J\u202egpj.\u200b\U000e0041\u2028\u007f"_s;

} // namespace

class TestTerminal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_address = u"a\u202egpj.\u200b\U000e0041@example.org"_s; // control characters are refused at the door
        writeAll(m_folder.filePath(u"accounts.csv"_s),
                 u"username,email,date_joined\nada,\"%1\",2025-06-11\n\"%2\",x@example.org,2025-06-11\n"_s
                     .arg(m_address, kHostile)
                     .toUtf8());
        CORDON_ENDED(m_ctl({u"init"_s}), 0);
        CORDON_ENDED(m_ctl({u"import"_s, m_folder.filePath(u"accounts.csv"_s)}), 1);
    }

    void nothingSteersTheTerminal_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("import") << QStringList{u"import"_s, m_folder.filePath(u"accounts.csv"_s)};
        QTest::newRow("list") << QStringList{u"list"_s, u"--of"_s, u"accounts"_s, u"--reveal"_s};
        QTest::newRow("masked") << QStringList{u"list"_s, u"--of"_s, u"accounts"_s};
        QTest::newRow("a selection's name") << QStringList{u"select"_s, kHostile, u"--where"_s, u"ada"_s};
        QTest::newRow("a filter") << QStringList{u"list"_s, u"--of"_s, u"accounts"_s, u"--where"_s, u"x:"_s + kHostile};
        QTest::newRow("a command") << QStringList{kHostile};
        QTest::newRow("a choice") << QStringList{u"list"_s, u"--of"_s, kHostile};
        QTest::newRow("a path") << QStringList{u"show"_s, kHostile};
    }
    void nothingSteersTheTerminal()
    {
        QFETCH(QStringList, arguments);
        for (const Ran& ran : {m_ctl(arguments), m_ctl.json(arguments)}) {
            QVERIFY2(ran.ended, ran.words().constData());
            QCOMPARE(steering(ran.out), QByteArray());
            QCOMPARE(steering(ran.err), QByteArray());
        }
    }

    void anOutputThatIsLostIsNoSuccess()
    {
        QProcess process;
        process.setStandardOutputFile(u"/dev/full"_s);
        startBound(process, u"cordonctl"_s, m_ctl.fullArguments({u"list"_s, u"--of"_s, u"accounts"_s}));
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("could not be written"));
    }

    void jsonTellsTheWholeText()
    {
        const Ran ran = m_ctl.json({u"list"_s, u"--of"_s, u"accounts"_s, u"--reveal"_s});
        CORDON_ENDED(ran, 0);
        QCOMPARE(ran.json()["rows"_L1].toArray().at(0)["email"_L1].toString(), m_address);
    }

private:
    QTemporaryDir m_folder;
    Ctl m_ctl{m_folder.filePath(u"workspace"_s)};
    QString m_address;
};

QTEST_GUILESS_MAIN(TestTerminal)
#include "tst_terminal.moc"
