// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/inside/inside.h"

#include "core/actions/init.h"
#include "core/ingest/importer.h"
#include "core/store/workspace.h"
#include "tests/bench/generator/trouble.h"
#include "tests/bench/inside/hostile_task.h"
#include "tests/bench/inside/key_session.h"
#include "tests/bench/inside/window_task.h"
#include "tests/bench/stage/stage.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QProcess>

#include <cstdio>

namespace cordon::bench {

namespace {

double statusMiB(QByteArrayView field)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (status.open(QIODevice::ReadOnly)) {
        for (QByteArray line = status.readLine(); !line.isEmpty(); line = status.readLine()) {
            if (line.startsWith(field)) {
                return line.mid(field.size() + 1).trimmed().split(' ').front().toDouble() / 1024;
            }
        }
    }
    return 0;
}

QJsonObject importTask(const QString& workspace, const QString& path)
{
    ImportOutcome outcome;
    std::unique_ptr<Session> session;
    const double rows = millisecondsOf([&] {
        orTrouble(initWorkspace(workspace));
        session = orTrouble(Session::open(workspace, OpenMode::ReadWrite));
        outcome = orTrouble(importPaths(session->workspace().cache(), {path}, {}, {}));
    });
    const double picture = millisecondsOf([&] { orTrouble(session->reload()); });
    const double closing = millisecondsOf([&] { session.reset(); });
    const QFileInfo kept(workspace + QStringLiteral("/columns.bin"));
    return {{QStringLiteral("rows_ms"), rows},
            {QStringLiteral("picture_ms"), picture},
            {QStringLiteral("closing_ms"), closing},
            {QStringLiteral("peak_mib"), peakResidentMiB()},
            {QStringLiteral("picture_mib"), static_cast<double>(kept.size()) / (1 << 20)},
            {QStringLiteral("accounts"), static_cast<double>(outcome.counts.accounts)},
            {QStringLiteral("projects"), static_cast<double>(outcome.counts.projects)},
            {QStringLiteral("uploads"), static_cast<double>(outcome.counts.uploads)},
            {QStringLiteral("rejected"), static_cast<double>(outcome.rejectedTotal)}};
}

} // namespace

double residentMiB()
{
    return statusMiB("VmRSS:");
}

double peakResidentMiB()
{
    return statusMiB("VmHWM:");
}

int runInside(const std::vector<std::string>& task)
{
    QJsonObject answer;
    if (task.size() == 3 && task[0] == "import") {
        answer = importTask(QString::fromStdString(task[1]), QString::fromStdString(task[2]));
    } else if (task.size() == 2 && task[0] == "window") {
        answer = windowTask(QString::fromStdString(task[1]));
    } else if (task.size() == 2 && task[0] == "keys") {
        answer = keySessionTask(QString::fromStdString(task[1]));
    } else if (task.size() == 3 && task[0] == "hostile") {
        answer = hostileTask(QString::fromStdString(task[1]), QString::fromStdString(task[2]));
    } else {
        throw Trouble("no such task");
    }
    std::printf("%s\n", QJsonDocument(answer).toJson(QJsonDocument::Compact).constData());
    return 0;
}

InsideAnswer startInside(const QStringList& task)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    InsideAnswer answer;
    answer.wholeMs = millisecondsOf([&] {
        process.start(QCoreApplication::applicationFilePath(), QStringList{QStringLiteral("--inside")} + task);
        process.waitForFinished(-1);
    });
    answer.object = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0 || answer.object.isEmpty()) {
        throw Trouble("the task " + task.join(QLatin1Char(' ')).toStdString() + " failed");
    }
    return answer;
}

} // namespace cordon::bench
