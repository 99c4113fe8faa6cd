// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/program_runner.h"

#include <QTemporaryDir>

#include <vector>

namespace cordon::test {

/// cordon-simulator as a program of its own on a free port, with its own files. Ends with this object.
class SimulatorProcess {
public:
    /// Waits until it is ready, at most a minute.
    explicit SimulatorProcess(const QString& data, const QStringList& options = {});
    ~SimulatorProcess();
    SimulatorProcess(const SimulatorProcess&) = delete;
    SimulatorProcess& operator=(const SimulatorProcess&) = delete;

    [[nodiscard]] const QString& url() const { return m_url; } ///< empty: it did not start
    [[nodiscard]] QString credentialsFile() const { return m_folder.filePath(QStringLiteral("credentials.json")); }
    [[nodiscard]] QJsonObject credentials() const;
    [[nodiscard]] QString effectsFile() const { return m_folder.filePath(QStringLiteral("effects.jsonl")); }
    [[nodiscard]] std::vector<QJsonObject> effects() const;
    /// Asks it to end and returns its whole state; empty where it did not end in good order.
    [[nodiscard]] QJsonObject stop();

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QString m_url;
};

} // namespace cordon::test
