// SPDX-License-Identifier: Apache-2.0
// The campaign's files into a real cache, twice.
#include "core/domain/names.h"
#include "core/ingest/importer.h"
#include "core/store/workspace.h"
#include "tests/support/support.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSet>
#include <QTemporaryDir>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

namespace {

/// What the campaign's files say, counted without a cache.
struct Demo {
    QSet<QString> accounts, projects, owners, roles, reports, domains;

    Demo()
    {
        read("accounts", RecordKind::Account);
        read("projects", RecordKind::Project);
        read("roles", RecordKind::Role);
        read("reports", RecordKind::Report);
    }

private:
    void read(const char* name, RecordKind kind)
    {
        QFile file(sourceFile(u"resources/demo/%1.csv"_s.arg(QLatin1StringView(name))));
        ReaderSink sink;
        sink.record = [this](Record&& record) {
            std::visit([this](const auto& each) { add(each); }, record);
            return true;
        };
        sink.rejected = [](RejectedLine&&) { return false; };
        if (!file.open(QIODevice::ReadOnly) || !readCsv(file, file.fileName(), kind, sink)) {
            qFatal("%s cannot be read", name);
        }
    }
    void add(const Account& account)
    {
        accounts.insert(foldedUser(account.name));
        domains.insert(registrableDomain(account.email).value());
    }
    void add(const Project& project)
    {
        projects.insert(normalizedProject(project.name));
        owners.insert(foldedUser(project.owner));
    }
    void add(const Role& role)
    {
        roles.insert(QStringList{normalizedProject(role.project), foldedUser(role.username), role.role}.join(u'\n'));
    }
    void add(const Report& report)
    {
        reports.insert(QStringList{normalizedProject(report.project), foldedUser(report.username), report.observer,
                                   report.kind, formatInstant(report.created)}
                           .join(u'\n'));
    }
    void add(const Upload&) {}
};

} // namespace

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

        const Demo demo;
        QVERIFY(!demo.accounts.isEmpty() && !demo.reports.isEmpty());
        QElapsedTimer timer;
        timer.start();
        const auto first = importPaths(cache, {sourceFile(u"resources/demo"_s)}, {}, {});
        const auto firstTime = timer.restart();
        CORDON_VERIFY(first);
        QCOMPARE(first->counts.accounts, std::int64_t{demo.accounts.size()});
        QCOMPARE(first->counts.projects, std::int64_t{demo.projects.size()});
        QCOMPARE(first->counts.roles, std::int64_t{demo.roles.size()});
        QCOMPARE(first->counts.reports, std::int64_t{demo.reports.size()});
        QCOMPARE(first->counts.domains, std::int64_t{demo.domains.size()});
        QCOMPARE(first->counts.unresolved, 0);
        QCOMPARE(first->rejectedTotal, 0);

        timer.restart();
        const auto second = importPaths(cache, {sourceFile(u"resources/demo"_s)}, {}, {});
        CORDON_VERIFY(second);
        QCOMPARE(second->generation, first->generation);
        QCOMPARE(second->counts.accounts, first->counts.accounts);
        QCOMPARE(second->counts.roles, first->counts.roles);
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
        const Demo demo;
        QCOMPARE(outcome->counts.projects, std::int64_t{demo.projects.size()});
        QCOMPARE(outcome->counts.unresolved, std::int64_t{demo.owners.size()});
    }
};

QTEST_GUILESS_MAIN(TstImportDemo)
#include "tst_import_demo.moc"
