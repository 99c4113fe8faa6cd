// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/demo_registry.h"

#include "core/domain/visible_text.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>
#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace cordon::ctl {

namespace {

constexpr int kReadyMs = 30'000;

// Runs in the child, before the simulator's program: it dies with us, also where we are killed; Ctrl-C
// at our terminal is ours to answer; and no file or pipe that we inherited is kept open by it.
void bindToUs(pid_t us)
{
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != us) {
        ::_exit(1); // we ended before it could be told
    }
    ::setpgid(0, 0);
    ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
}

QString whyNotStarted(const QProcess& process, const QString& log)
{
    QFile file(log);
    const QString said = file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.read(1000)).trimmed() : QString();
    return forCell(said.isEmpty() ? process.errorString() : said, 1000);
}

} // namespace

Result<std::unique_ptr<DemoRegistry>> DemoRegistry::start(const QString& data, const QString& folder)
{
    std::unique_ptr<DemoRegistry> registry(new DemoRegistry);
    registry->m_folder = folder;
    QProcess& process = registry->m_process;
    process.setStandardErrorFile(registry->logFile());
    process.setChildProcessModifier([us = ::getpid()] { bindToUs(us); });
    process.start(QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("cordon-simulator")),
                  {QStringLiteral("--data"), data, QStringLiteral("--effects"), registry->effectsFile(),
                   QStringLiteral("--credentials-out"), registry->credentialsFile(), QStringLiteral("--state-out"),
                   registry->stateFile()});
    QElapsedTimer waited;
    waited.start();
    while (!process.canReadLine() && process.state() != QProcess::NotRunning && waited.elapsed() < kReadyMs) {
        process.waitForReadyRead(200);
    }
    registry->m_url = QJsonDocument::fromJson(process.readLine()).object().value(QLatin1String("url")).toString();
    if (registry->m_url.isEmpty()) {
        return failure(ErrorKind::Registry, QStringLiteral("The simulated registry did not start: %1")
                                                .arg(whyNotStarted(process, registry->logFile())));
    }
    return registry;
}

void DemoRegistry::stop()
{
    if (m_process.state() == QProcess::NotRunning) {
        return;
    }
    m_process.terminate();
    if (!m_process.waitForFinished(10'000)) {
        m_process.kill();
        m_process.waitForFinished(5'000);
    }
}

DemoRegistry::~DemoRegistry()
{
    stop();
}

} // namespace cordon::ctl
