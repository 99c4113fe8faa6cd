// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/digest.h" // first: moc 6.4 stumbles where <compare> comes before any Qt header
#include "core/store/cache_store.h"
#include "core/store/journal_store.h"
#include "core/store/workspace.h"
#include "tests/support/import_batch.h"
#include "tests/support/support.h"

#include <QProcess>
#include <QTemporaryDir>
#include <SQLiteCpp/SQLiteCpp.h>

#include <map>
#include <memory>

namespace cordon::test {

using OpenedWorkspace = Result<std::unique_ptr<Workspace>>;

inline Instant at(std::int64_t seconds)
{
    return Instant(Microseconds(seconds * 1'000'000));
}

inline Account account(const QString& name, const QString& domain = QStringLiteral("inbox.ru"))
{
    Account row;
    row.name = name;
    row.domain = domain;
    row.email = name.toLower() + QStringLiteral("@") + domain;
    row.joined = at(1'750'000'000);
    return row;
}

inline Project project(const QString& name, const QString& owner)
{
    Project row;
    row.name = name;
    row.owner = owner;
    row.created = at(1'750'000'100);
    return row;
}

/// A folder that goes with the test, and in it a workspace.
class Place {
public:
    Place() { m_made = Workspace::create(folder()); }

    [[nodiscard]] QString outer() const { return m_dir.path(); }
    [[nodiscard]] QString folder() const { return m_dir.filePath(QStringLiteral("ws")); }
    [[nodiscard]] QString file(const QString& name) const { return folder() + QLatin1Char('/') + name; }
    [[nodiscard]] OpenedWorkspace open(Access access = Access::ReadWrite) const
    {
        return m_made ? Workspace::open(folder(), access) : OpenedWorkspace(tl::unexpected(m_made.error()));
    }

private:
    QTemporaryDir m_dir;
    Done m_made;
};

/// One plan with a run of `steps` steps.
inline Result<RunId> startRun(JournalStore& journal, int steps, const QByteArray& json = "{}")
{
    StoredPlan plan;
    plan.hash = sha256(json);
    plan.json = json;
    plan.at = at(1);
    const auto kept = journal.keepPlan(plan, "plan kept");
    if (!kept) {
        return tl::unexpected(kept.error());
    }
    RunRow run;
    run.plan = *kept;
    run.registry = QStringLiteral("http://127.0.0.1:1");
    run.started = at(2);
    run.actor = QStringLiteral("moderator");
    return journal.beginRun(run, steps, "run begun");
}

inline StepChange change(RunId run, int ordinal, StepState state, const QByteArray& entry = "step changed")
{
    StepChange change;
    change.run = run;
    change.row.ordinal = ordinal;
    change.row.state = state;
    change.ledgerEntry = entry;
    return change;
}

/// Named functions that run in a process of their own: `program --child NAME ARGUMENT`. 0: as expected.
using Children = std::map<QString, int (*)(const QString& argument)>;

/// This program again, as the child of that name.
inline void startChild(QProcess& process, const QString& name, const QString& argument)
{
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QStringLiteral("/proc/self/exe"), {QStringLiteral("--child"), name, argument});
}

/// Waits for the whole child; its exit code, or -1 where it did not end by itself.
inline int runChild(const QString& name, const QString& argument)
{
    QProcess process;
    startChild(process, name, argument);
    const bool ended = process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit;
    return ended ? process.exitCode() : -1;
}

template<class Test>
int testMain(int argc, char** argv, const Children& children = {})
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("--child")) {
        const auto child = children.find(arguments.value(2));
        return child == children.end() ? 99 : child->second(arguments.value(3));
    }
    Test test;
    return QTest::qExec(&test, argc, argv);
}

/// In a child: says what went wrong and where, and ends.
#define CHILD_EXPECT(condition)                                                                                        \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            std::fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                               \
            return 1;                                                                                                  \
        }                                                                                                              \
    } while (false)

} // namespace cordon::test
