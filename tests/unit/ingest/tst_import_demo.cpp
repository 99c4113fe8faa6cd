// SPDX-License-Identifier: Apache-2.0
// The campaign's files into a real cache, twice.
#include "core/ingest/importer.h"
#include "core/store/workspace.h"
#include "tests/support/support.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

class TstImportDemo : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void importsTheCampaignOnceAndForAll()
    {
        QTemporaryDir home;
        const QString folder = home.filePath(u"workspace"_s);
        const Done made = Workspace::create(folder);
        CORDON_VERIFY(made);
        const auto workspace = Workspace::open(folder, Access::ReadWrite);
        CORDON_VERIFY(workspace);
        CacheStore& cache = (*workspace)->cache();

        QElapsedTimer timer;
        timer.start();
        const auto first = importPaths(cache, {sourceFile(u"resources/demo"_s)}, {}, {});
        const auto firstTime = timer.restart();
        CORDON_VERIFY(first);
        QCOMPARE(first->counts.accounts, 990);
        QCOMPARE(first->counts.projects, 2708);
        QCOMPARE(first->counts.roles, 2711);
        QCOMPARE(first->counts.reports, 36);
        QCOMPARE(first->counts.domains, 79);
        QCOMPARE(first->counts.unresolved, 0);
        QCOMPARE(first->rejectedTotal, 0);

        timer.restart();
        const auto second = importPaths(cache, {sourceFile(u"resources/demo"_s)}, {}, {});
        CORDON_VERIFY(second);
        QCOMPARE(second->generation, first->generation);
        QCOMPARE(second->counts.accounts, 990);
        QCOMPARE(second->counts.roles, 2711);
        qInfo("first import %lld ms, second %lld ms", firstTime, timer.elapsed());
    }

    void makesStubsOfNamesThatNobodyDescribes()
    {
        QTemporaryDir home;
        const QString folder = home.filePath(u"workspace"_s);
        const Done made = Workspace::create(folder);
        CORDON_VERIFY(made);
        const auto workspace = Workspace::open(folder, Access::ReadWrite);
        CORDON_VERIFY(workspace);
        const auto outcome = importPaths((*workspace)->cache(), {sourceFile(u"resources/demo/projects.csv"_s)}, {}, {});
        CORDON_VERIFY(outcome);
        QCOMPARE(outcome->counts.projects, 2708);
        QCOMPARE(outcome->counts.unresolved, 826);
    }
};

QTEST_GUILESS_MAIN(TstImportDemo)
#include "tst_import_demo.moc"
