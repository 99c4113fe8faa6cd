// SPDX-License-Identifier: Apache-2.0
#include "tests/support/simulator_process.h"

#include "tests/support/support.h"

#include <QElapsedTimer>
#include <QJsonDocument>

namespace cordon::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 60'000; // a sanitizer's start on a busy machine

} // namespace

SimulatorProcess::SimulatorProcess(const QString& data, const QStringList& options)
{
    m_process.setStandardErrorFile(m_folder.filePath(u"log"_s));
    startBound(m_process, u"cordon-simulator"_s,
               QStringList{u"--data"_s, data, u"--effects"_s, effectsFile(), u"--credentials-out"_s, credentialsFile(),
                           u"--state-out"_s, m_folder.filePath(u"state.json"_s)} +
                   options);
    QElapsedTimer waited;
    waited.start();
    while (!m_process.canReadLine() && m_process.state() != QProcess::NotRunning && waited.elapsed() < kPatienceMs) {
        m_process.waitForReadyRead(500);
    }
    m_url = QJsonDocument::fromJson(m_process.readLine()).object()["url"_L1].toString();
}

SimulatorProcess::~SimulatorProcess()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished(5'000);
    }
}

QJsonObject SimulatorProcess::credentials() const
{
    return QJsonDocument::fromJson(readAll(credentialsFile())).object();
}

std::vector<QJsonObject> SimulatorProcess::effects() const
{
    std::vector<QJsonObject> effects;
    const QList<QByteArray> lines = readAll(effectsFile()).split('\n');
    for (const QByteArray& line : lines) {
        if (!line.isEmpty()) {
            effects.push_back(QJsonDocument::fromJson(line).object());
        }
    }
    return effects;
}

QJsonObject SimulatorProcess::stop()
{
    m_process.terminate();
    const bool ended = m_process.waitForFinished(kPatienceMs) && m_process.exitStatus() == QProcess::NormalExit &&
                       m_process.exitCode() == 0;
    return ended ? QJsonDocument::fromJson(readAll(m_folder.filePath(u"state.json"_s))).object() : QJsonObject();
}

} // namespace cordon::test
